import type { EmbeddedBastion } from '../demo/embedded-bastion';
import type { StartRequest } from '../tunnel/start-request';

/** The demonstration's bastion: started when first wanted, then kept until the process ends. */
export class Demonstration {
  readonly #folder: string;
  #starting: Promise<EmbeddedBastion> | null = null;

  /** @param folder where its keys are kept between runs. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The running bastion; concurrent callers share one start, and a failed start may be repeated. */
  bastion(): Promise<EmbeddedBastion> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = null;
      throw error;
    });
    return this.#starting;
  }

  async #start(): Promise<EmbeddedBastion> {
    const { startEmbeddedBastion } = await import('../demo/embedded-bastion');
    return startEmbeddedBastion({ folder: this.#folder });
  }

  /** A start of the demonstration's tunnel: its bastion has another port in each run. */
  async request(request: StartRequest): Promise<StartRequest> {
    const { host, port, user, keyPath, hostFingerprint } = await this.bastion();
    const { profile } = request;
    return {
      ...request,
      profile: {
        ...profile,
        bastion: { host, port, user },
        authentication: [{ method: 'key-file', path: keyPath }],
      },
      trust: { expected: [hostFingerprint], acceptNew: false, remember: false },
    };
  }

  async close(): Promise<void> {
    const starting = this.#starting;
    this.#starting = null;
    await (await starting)?.close();
  }
}
