import { type Failure, FailureError } from '../../shared/model/failure';
import { copyOf } from '../ssh/credentials';
import type { Questions } from '../ssh/questions';
import type { ProxyServer } from './proxy-conversation';

const tries = 3;

export interface ProxyLoginOptions extends ProxyServer {
  readonly user: string | null;
  readonly questions: Questions;
  /** A password known beforehand; taken over. */
  readonly secret: Uint8Array | null;
}

/** User name and password for one proxy, asked for when it wants them. */
export class ProxyLogin {
  readonly #options: ProxyLoginOptions;
  #password: Uint8Array | null;
  #asked = 0;
  #toRemember: Uint8Array | null = null;
  #isProven = false;

  constructor(options: ProxyLoginOptions) {
    this.#options = options;
    this.#password = options.secret;
  }

  /** What to log in with as far as it is known; null for nothing. */
  get known(): { readonly user: string; readonly password: Uint8Array } | null {
    const { user } = this.#options;
    return user === null || this.#password === null ? null : { user, password: this.#password };
  }

  /**
   * The proxy wants a login, or another one than it got.
   *
   * @throws FailureError `proxy-login-refused`, or `auth-cancelled` when the person declines.
   */
  async ask(signal: AbortSignal): Promise<void> {
    const { user, host, port, questions } = this.#options;
    const refused = (why: 'no-user' | 'wrong') => {
      const failure: Failure = { code: 'proxy-login-refused', host, port, why };
      return new FailureError(failure);
    };
    if (user === null) throw refused('no-user');
    const wrong = this.#password !== null;
    this.#password?.fill(0);
    this.#password = null;
    this.#asked += 1;
    if (!questions.canAsk || this.#asked > tries) throw refused('wrong');
    const answer = await questions.password({ user, host, wrong }, signal);
    this.#toRemember?.fill(0);
    this.#toRemember = answer.remember ? copyOf(answer.secret) : null;
    this.#isProven = false;
    this.#password = answer.secret;
  }

  /** The proxy has taken it: the next refusal is a new story. */
  succeeded(): void {
    this.#asked = 0;
    this.#isProven = true;
  }

  /** The password a person wanted kept, once the proxy has taken it; handed over once. */
  takeSecretToRemember(): Uint8Array | null {
    const secret = this.#isProven ? this.#toRemember : null;
    if (secret !== null) this.#toRemember = null;
    return secret;
  }

  /** Nobody goes through the proxy again. */
  forget(): void {
    for (const held of [this.#password, this.#toRemember]) held?.fill(0);
    this.#password = null;
    this.#toRemember = null;
  }
}
