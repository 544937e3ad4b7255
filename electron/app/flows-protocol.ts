import type { AwsIdentity } from '../../shared/contract/cluster-calls';
import type { AwsPlace } from '../../shared/model/cluster-filter';
import type { Failure } from '../../shared/model/failure';
import type { FlowPrice } from '../../shared/model/flow-source';
import type { FlowAnswer, FlowDestination } from '../../shared/model/flows';
import type { FlowSource } from '../flows/flow-question';

/** What main asks of a flow-log process. */
export type FlowsAsk =
  | {
      readonly kind: 'read';
      readonly source: FlowSource;
      readonly format: string | null;
      readonly region: string | null;
      readonly clusterId: string | null;
      readonly from: number | null;
      readonly to: number | null;
      /** Where the copy of AWS's address ranges is, if there is one. */
      readonly dataFolder: string;
      /** Where and as whom AWS is asked; null for a question that asks it nothing. */
      readonly aws: { readonly place: AwsPlace; readonly identity: AwsIdentity } | null;
    }
  /** The price that was told is agreed to. */
  | { readonly kind: 'agree' }
  | {
      readonly kind: 'save';
      readonly destinations: readonly FlowDestination[];
      readonly path: string;
      readonly format: 'csv' | 'parquet';
    }
  | { readonly kind: 'cancel' };

/** What it says: progress and delays any number of times, perhaps a price, then one of the others. */
export type FlowsReply =
  | {
      readonly kind: 'progress';
      readonly step: string;
      readonly done: number;
      readonly total: number | null;
    }
  /** AWS asks to slow down: the next try is made in so many ms. */
  | { readonly kind: 'slowed'; readonly inMs: number }
  | { readonly kind: 'price'; readonly price: FlowPrice }
  | { readonly kind: 'answer'; readonly answer: FlowAnswer }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One process for one question. */
export interface FlowsProcess {
  post(ask: FlowsAsk): void;
  onReply(listener: (reply: FlowsReply) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: () => void): void;
  kill(): void;
}
