import type { FlowEngineName, FlowProblem } from '../../shared/model/flows';
import type { FlowDatabase } from './database';
import type { HalvesScope } from './halves';

/** What an engine is given to do its part with. */
export interface EngineWork {
  /** Where it puts its rows: the table `halves`. */
  readonly database: FlowDatabase;
  readonly scope: HalvesScope;
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
}

/** What an engine tells beside its rows. */
export interface EngineReport {
  readonly files: number;
  readonly problems: readonly FlowProblem[];
  /** Files whose records could not be kept to the span; of Athena, the one table. */
  readonly untimed: number;
  /** What AWS will bill for; null for an engine that costs nothing. */
  readonly scannedBytes: number | null;
}

/**
 * The one thing the three engines do differently: bring the records of a scope, grouped, into the
 * table `halves`. Everything after that is the same for all of them.
 */
export interface FlowEngine {
  readonly name: FlowEngineName;
  collect(work: EngineWork): Promise<EngineReport>;
}
