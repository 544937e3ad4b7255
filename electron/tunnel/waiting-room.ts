import { FailureError } from '../../shared/model/failure';

/** A request begun while the tunnel is away waits this long for it to come back. */
const holdMs = 10_000;
/** More than this many at once are turned away at once. */
const seats = 256;

/** Holds requests while a tunnel is being made or healed, and lets them on when it is up. */
export class WaitingRoom<Ready> {
  readonly #waiting = new Set<(ready: Ready | null) => void>();

  get size(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for the tunnel.
   *
   * @throws FailureError `tunnel-down` after 10 s, when the room is full, or when nobody will come.
   */
  wait(signal: AbortSignal): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const down = () => reject(new FailureError({ code: 'tunnel-down' }));
      if (signal.aborted || this.#waiting.size >= seats) {
        down();
        return;
      }
      const leave = (ready: Ready | null) => {
        this.#waiting.delete(leave);
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        if (ready === null) down();
        else resolve(ready);
      };
      const giveUp = () => leave(null);
      const timer = setTimeout(giveUp, holdMs);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(leave);
    });
  }

  /** The tunnel is up: everyone goes on. */
  admit(ready: Ready): void {
    for (const leave of [...this.#waiting]) leave(ready);
  }

  /** The tunnel will not come back by itself: everyone is turned away. */
  dismiss(): void {
    for (const leave of [...this.#waiting]) leave(null);
  }
}
