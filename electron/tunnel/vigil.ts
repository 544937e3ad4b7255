import { onBeat } from '../ssh/beat';
import type { Suspicion } from './life';
import { networkWatch } from './network-marks';

/** How seldom this computer is looked at, ms: traffic has to flow 5 s after the network is back. */
const everyMs = 2_000;
/** Two clocks that part by more than this, or a look that comes this late, mean that it slept, ms. */
const jumpMs = 10_000;

export interface VigilOptions {
  readonly onSuspicion: (why: Suspicion) => void;
  /** The clock people set, ms. */
  readonly wall?: () => number;
  /** The clock nobody sets, ms; on most systems it stands still in sleep. */
  readonly steady?: () => number;
  /** The ways out of this computer, as text; null when that cannot be known now. */
  readonly marks?: () => string | null;
}

/**
 * Watches the computer for what may have cut every connection at once: sleep, a change of network
 * or route, a jump of the clock. The desktop tells of sleep as well, though not everywhere and not
 * to a command line; this needs nobody's word.
 */
export class Vigil {
  readonly #onSuspicion: (why: Suspicion) => void;
  readonly #wall: () => number;
  readonly #steady: () => number;
  readonly #marks: () => string | null;
  /** Looks no more. */
  readonly stop: () => void;
  #last: { readonly wall: number; readonly steady: number; readonly marks: string | null };

  constructor(options: VigilOptions) {
    this.#onSuspicion = options.onSuspicion;
    this.#wall = options.wall ?? Date.now;
    this.#steady = options.steady ?? (() => performance.now());
    this.#marks = options.marks ?? networkWatch();
    this.#last = this.#read();
    this.stop = onBeat(() => this.#look());
  }

  #read() {
    return { wall: this.#wall(), steady: this.#steady(), marks: this.#marks() };
  }

  #look(): void {
    const before = this.#last;
    const now = this.#read();
    // A look that shows no network says nothing about it: what was seen before still counts.
    this.#last = { ...now, marks: now.marks ?? before.marks };
    const passed = now.steady - before.steady;
    if (passed > everyMs + jumpMs) this.#onSuspicion('resumed');
    else if (Math.abs(now.wall - before.wall - passed) > jumpMs) this.#onSuspicion('clock-jumped');
    else if (now.marks !== null && before.marks !== null && now.marks !== before.marks)
      this.#onSuspicion('network-changed');
  }
}
