import type { Failure } from '../../shared/model/failure';
import type { FlowAnswer, FlowDestination } from '../../shared/model/flows';

/** What main asks of a flow-log process. */
export type FlowsAsk =
  | {
      readonly kind: 'read';
      readonly paths: readonly string[];
      readonly format: string | null;
      readonly region: string | null;
    }
  | {
      readonly kind: 'save';
      readonly destinations: readonly FlowDestination[];
      readonly path: string;
      readonly format: 'csv' | 'parquet';
    }
  | { readonly kind: 'cancel' };

/** What it says: progress any number of times, then one of the others. */
export type FlowsReply =
  | {
      readonly kind: 'progress';
      readonly step: string;
      readonly done: number;
      readonly total: number | null;
    }
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
