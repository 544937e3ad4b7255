import type { Reach } from '../../shared/model/reach';
import type { TunnelState } from '../../shared/model/tunnel-state';
import {
  decide,
  dueAt,
  type Heard,
  type NoticeMemory,
  nothingHeard,
  type TunnelNotice,
} from './notice-rules';

export interface TunnelNoticesOptions {
  readonly show: (profileId: string, notice: TunnelNotice) => void;
  /** Whether the person has the window in front. */
  readonly watched: () => boolean;
}

interface Watched {
  readonly memory: NoticeMemory;
  readonly timer: NodeJS.Timeout | null;
}

/** Listens to all tunnels and tells a person of what changed for good. */
export class TunnelNotices {
  readonly #options: TunnelNoticesOptions;
  readonly #tunnels = new Map<string, Watched>();

  constructor(options: TunnelNoticesOptions) {
    this.#options = options;
  }

  state(profileId: string, state: TunnelState): void {
    this.#hear(profileId, { what: 'state', state, watched: this.#options.watched() });
  }

  reach(reach: Reach): void {
    this.#hear(reach.profileId, { what: 'reach', reach });
  }

  /** Tells nothing more; a gap that is open stays untold. */
  close(): void {
    for (const { timer } of this.#tunnels.values()) if (timer !== null) clearTimeout(timer);
    this.#tunnels.clear();
  }

  #hear(profileId: string, heard: Heard): void {
    const before = this.#tunnels.get(profileId);
    const now = performance.now();
    const { memory, notice } = decide(before?.memory ?? nothingHeard, heard, now);
    if (before !== undefined && before.timer !== null) clearTimeout(before.timer);
    const due = dueAt(memory);
    const wake = () => this.#hear(profileId, { what: 'time' });
    // A timer may fire a moment early by the steady clock.
    const timer = due === null ? null : setTimeout(wake, Math.max(0, due - now) + 1);
    this.#tunnels.set(profileId, { memory, timer });
    if (notice !== null) this.#options.show(profileId, notice);
  }
}
