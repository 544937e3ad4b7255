import type { Faults } from './faults';
import type { FlowKind, Ways } from './flows';

export interface Counts {
  readonly flows: number;
  /** Bytes whose SHA-256 was compared. */
  readonly bytes: number;
  /** Flows that failed while something was broken on purpose. */
  readonly failedInFaults: number;
  readonly failedOutsideFaults: number;
  /** Why, the first of them. */
  readonly reasons: readonly string[];
}

export interface SoakSummary extends Counts {
  readonly seconds: number;
  readonly faults: number;
  readonly reconnects: number;
  readonly uncaughtErrors: number;
  readonly leakedChannels: number;
  readonly leakedDescriptors: number;
  readonly heapMiB: number;
  readonly heapSlopeMiBPerHour: number;
}

/** Counts what flows do. */
export class Tally {
  readonly #faults: Faults;
  readonly #reasons: string[] = [];
  #flows = 0;
  #bytes = 0;
  #failedInFaults = 0;
  #failedOutsideFaults = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  get counts(): Counts {
    return {
      flows: this.#flows,
      bytes: this.#bytes,
      failedInFaults: this.#failedInFaults,
      failedOutsideFaults: this.#failedOutsideFaults,
      reasons: this.#reasons,
    };
  }

  /** @returns whether the flow was whole. */
  async run(kind: FlowKind, ways: Ways): Promise<boolean> {
    const from = performance.now();
    this.#flows += 1;
    try {
      const bytes = await kind(ways);
      this.#bytes += bytes;
      return true;
    } catch (error) {
      if (this.#faults.excuse(from, performance.now())) this.#failedInFaults += 1;
      else {
        this.#failedOutsideFaults += 1;
        const reason = error instanceof Error ? error.message : String(error);
        if (this.#reasons.length < 10) this.#reasons.push(reason);
      }
      return false;
    }
  }
}

/**
 * How fast something grows, by least squares over the later half of the samples.
 *
 * @param samples time in ms and bytes.
 * @returns MiB an hour; 0 with fewer than three samples.
 */
export function slopeOf(samples: readonly (readonly [number, number])[]): number {
  const later = samples.slice(Math.floor(samples.length / 2));
  if (later.length < 3) return 0;
  const meanAt = later.reduce((sum, [at]) => sum + at, 0) / later.length;
  const mean = later.reduce((sum, [, bytes]) => sum + bytes, 0) / later.length;
  const over = later.reduce((sum, [at, bytes]) => sum + (at - meanAt) * (bytes - mean), 0);
  const under = later.reduce((sum, [at]) => sum + (at - meanAt) ** 2, 0);
  return ((over / under) * 3_600_000) / 2 ** 20;
}
