import { FailureError } from '../../shared/model/failure';
import type { LoginRank } from '../ways/way-options';

/** sshd drops logins beyond MaxStartups and PerSourceMaxStartups, so few are made at once. */
const loginsAtOnce = 3;

interface Waiting {
  readonly bastion: string;
  readonly rank: LoginRank;
  readonly enter: () => void;
}

/**
 * Lets one login at a time through to each bastion, and three in all (sshd_config(5), MaxStartups).
 * A further connection waits for all others and keeps nobody waiting: its own may take long, in a
 * network that has just gone.
 */
export class LoginQueue {
  readonly #busy = new Set<string>();
  #further = 0;
  #waiting: Waiting[] = [];

  /**
   * Runs a login when its turn comes.
   *
   * @param bastion names the server: `host:port`.
   * @param rank those that are further wait for all that are first.
   * @param signal whoever aborts it waits no longer; a login that goes on ends by itself.
   * @throws FailureError `auth-cancelled` when it was aborted before its turn came.
   */
  async run<Value>(
    bastion: string,
    login: () => Promise<Value>,
    rank: LoginRank,
    signal: AbortSignal,
  ): Promise<Value> {
    await this.#turn(bastion, rank, signal);
    try {
      return await login();
    } finally {
      if (rank === 'first') this.#busy.delete(bastion);
      else this.#further -= 1;
      this.#admit();
    }
  }

  async #turn(bastion: string, rank: LoginRank, signal: AbortSignal): Promise<void> {
    let leave = (): void => undefined;
    try {
      await new Promise<void>((enter, reject) => {
        const waiting = { bastion, rank, enter };
        leave = () => {
          this.#waiting = this.#waiting.filter((each) => each !== waiting);
          reject(new FailureError({ code: 'auth-cancelled' }));
        };
        if (signal.aborted) return leave();
        signal.addEventListener('abort', leave, { once: true });
        this.#waiting.push(waiting);
        this.#admit();
      });
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #admit(): void {
    this.#waiting = this.#waiting.filter(({ bastion, rank, enter }) => {
      if (rank !== 'first') return true;
      if (this.#busy.size >= loginsAtOnce || this.#busy.has(bastion)) return true;
      this.#busy.add(bastion);
      enter();
      return false;
    });
    // Whoever is left waits for a first login, or is further.
    if (this.#busy.size + this.#further > 0) return;
    const [next] = this.#waiting.splice(0, 1);
    if (next === undefined) return;
    this.#further += 1;
    next.enter();
  }
}
