import type { LogEntry, LogEvent } from '../../shared/model/log';

const kept = 5_000;

/** The last 5,000 things that happened in this run, numbered from 1. Held in memory only. */
export class LogRing {
  readonly #entries: LogEntry[] = [];
  #sequence = 0;

  /** @param profileId null for what concerns the app as a whole. */
  add(profileId: string | null, event: LogEvent): LogEntry {
    this.#sequence += 1;
    const entry = { sequence: this.#sequence, at: Date.now(), profileId, event };
    this.#entries.push(entry);
    if (this.#entries.length > kept) this.#entries.shift();
    return entry;
  }

  /** Oldest first. */
  entries(): LogEntry[] {
    return [...this.#entries];
  }
}
