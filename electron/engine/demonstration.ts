import { type EmbeddedBastion, startEmbeddedBastion } from '../demo/embedded-bastion';
import type { StartRequest } from '../tunnel/tunnels';

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
    const starting =
      this.#starting ??
      startEmbeddedBastion({ folder: this.#folder }).catch((error: unknown) => {
        this.#starting = null;
        throw error;
      });
    this.#starting = starting;
    return starting;
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
