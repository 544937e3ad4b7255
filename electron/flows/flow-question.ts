import type { AthenaSource, FlowPrice, InsightsSource } from '../../shared/model/flow-source';
import type { FlowAnswer } from '../../shared/model/flows';
import type { AwsSession } from '../aws/session';
import { athenaEngine, priceOf } from './athena-engine';
import { contextOfCluster } from './cluster-context';
import { contextOfFiles } from './flow-context';
import type { FlowEngine } from './flow-query';
import type { HalvesScope } from './halves';
import { insightsEngine } from './insights-engine';
import { localEngine } from './local-engine';
import { readFlows } from './read-flows';
import { defaultFields } from './record-format';
import type { ServiceRanges } from './service-ranges';

/** Where the records are, as the engines take it. */
export type FlowSource =
  | { readonly engine: 'local'; readonly paths: readonly string[] }
  | AthenaSource
  | InsightsSource;

/** One question about flow logs, whoever asks it. */
export interface FlowQuestion {
  readonly source: FlowSource;
  /** Fields of records without a header line; null for the default format. */
  readonly format: readonly string[] | null;
  /** Of the files; the session's where there is one. */
  readonly region: string | null;
  /** Whose nodes are meant, those that have gone among them. */
  readonly clusterId: string | null;
  readonly scope: HalvesScope;
  readonly ranges: ServiceRanges;
}

export interface QuestionWork {
  /** The built text-worker.js, for files. */
  readonly workerUrl: URL;
  /** Needed for every source but files, and for a cluster. */
  readonly session: AwsSession | null;
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
  /** AWS asks to slow down: the next try is made in so many ms. */
  readonly slowed: (inMs: number) => void;
  /** Told what Athena will cost before it reads; throws to call it off. */
  readonly agree: (price: FlowPrice) => Promise<void>;
}

/** To ask AWS to stop a query, ms. */
const partingMs = 5_000;

/**
 * Answers a question about flow logs by its engine.
 *
 * @throws FailureError of AWS's or of {@link readFlows}, the signal's reason, and RangeError for a
 * question to AWS without a session.
 */
export async function answerQuestion(
  question: FlowQuestion,
  work: QuestionWork,
): Promise<FlowAnswer> {
  const { session, signal, progress, slowed } = work;
  const { clusterId, scope } = question;
  const engine = engineFor(question, work);
  if (clusterId === null) {
    const context = contextOfFiles(session?.region ?? question.region);
    return readFlows({ ...question, signal, progress, engine, context });
  }
  const { region, clientsFor } = needed(session);
  const clients = clientsFor({ signal, onSlowed: slowed });
  const about = { clients, region, clusterId, signal, progress };
  const { context, scope: cluster } = await contextOfCluster(about, scope);
  return readFlows({
    ...question,
    signal,
    progress,
    engine,
    context,
    scope: { ...scope, cluster },
  });
}

function engineFor(
  { source, format: fields }: FlowQuestion,
  { session, signal, agree, slowed, workerUrl }: QuestionWork,
): FlowEngine {
  if (source.engine === 'local') return localEngine(source.paths, fields, workerUrl);
  const { region, clientsFor } = needed(session);
  const clients = clientsFor({ signal, onSlowed: slowed });
  const parting = () => clientsFor({ signal: AbortSignal.timeout(partingMs) });
  if (source.engine === 'insights') {
    return insightsEngine({
      client: clients.logs,
      parting: () => parting().logs,
      region,
      logGroups: source.logGroups,
      fields,
    });
  }
  return athenaEngine({
    ...source,
    client: clients.athena,
    parting: () => parting().athena,
    region,
    fields: fields ?? defaultFields,
    format: source.parquet ? 'parquet' : 'text',
    agree: (bytes) => agree(priceOf(bytes)),
  });
}

function needed(session: AwsSession | null) {
  if (session === null) throw new RangeError('a question to AWS needs a session');
  return {
    region: session.region,
    clientsFor: (work: Parameters<AwsSession['clientsFor']>[0]) => session.clientsFor(work),
  };
}
