import { type Failure, FailureError } from '../../shared/model/failure';
import type { Questions } from './questions';
import { type HostKey, hostKeyOf } from './trust/host-key';
import type { HostTrust, KeyChange } from './trust/host-trust';

export interface HostKeyGateOptions {
  readonly host: string;
  readonly port: number;
  /**
   * The name under which keys are looked up and kept, whatever the address (ssh_config(5),
   * HostKeyAlias): addresses of private networks are used again by other machines.
   */
  readonly alias?: string | undefined;
  readonly trust: HostTrust;
  readonly questions: Questions;
  /** Fingerprints the user named beforehand. */
  readonly expected: readonly string[];
  /** Take an unknown key without asking; a changed one is still refused. */
  readonly acceptNew: boolean;
  /** Whether a key that was new is kept in our own store. */
  readonly remember: boolean;
}

/** What a gate says of the key a server presented. */
export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly failure: Failure }
  /** A person is being asked: resolves when they trust the key, rejects when they do not. */
  | { readonly admitted: false; readonly answer: Promise<void> };

/**
 * Decides whether a bastion is the one it claims to be. Lives as long as one run of a tunnel, so
 * that an answer given after its connection was dropped counts for the next one.
 *
 * Nothing is remembered here: the server has shown a public key, not yet that it holds the private
 * half. {@link HostKeyGate.remember} is called when the login is complete.
 */
export class HostKeyGate {
  readonly #options: HostKeyGateOptions;
  readonly #approved = new Set<string>();
  #presented: HostKey | null = null;
  #isNew = false;
  /** Types of keys that were shown and are not the one whose fingerprint was named. */
  readonly #passedOver = new Set<string>();
  #hasSeenAll = false;

  constructor(options: HostKeyGateOptions) {
    this.#options = options;
    for (const fingerprint of options.expected) this.#approved.add(fingerprint);
  }

  /** The key of the connection being made, once it was shown. */
  get presented(): HostKey | null {
    return this.#presented;
  }

  /** Algorithm names for ssh2's offer, the types known for this host first. */
  async preferredAlgorithms(): Promise<string[]> {
    const all = await this.#options.trust.preferredAlgorithms(...this.#keptAs());
    return all.filter((name) => !this.#passedOver.has(typeOf(name)));
  }

  /**
   * Whether the server is to be asked for a key of another type before this one is judged: a
   * fingerprint was named, and it is not that of this key, which nobody knows. Its type is then
   * offered no more.
   */
  async passesOver(blob: Buffer): Promise<boolean> {
    const { expected, trust } = this.#options;
    const key = hostKeyOf(blob);
    const isNamed = expected.length === 0 || this.#approved.has(key.fingerprint);
    if (isNamed || this.#hasSeenAll) return false;
    if ((await trust.judge(...this.#keptAs(), key)).verdict !== 'unknown') return false;
    this.#passedOver.add(key.type);
    if ((await this.preferredAlgorithms()).length > 0) return true;
    this.takeAnyType();
    return false;
  }

  /**
   * The server has no other type of key: from now on each is judged as it comes.
   *
   * @returns whether some had been passed over.
   */
  takeAnyType(): boolean {
    const hadPassedOver = this.#passedOver.size > 0;
    this.#passedOver.clear();
    this.#hasSeenAll ||= hadPassedOver;
    return hadPassedOver;
  }

  /**
   * @param blob the server's public key as it came over the wire (RFC 4253, 6.6).
   */
  async admit(blob: Buffer, signal: AbortSignal): Promise<Admission> {
    const { host, port, trust } = this.#options;
    const key = hostKeyOf(blob);
    this.#presented = key;
    const verdict = await trust.judge(...this.#keptAs(), key);
    const about = { host, port, type: key.type, fingerprint: key.fingerprint };
    switch (verdict.verdict) {
      case 'trusted':
        return { admitted: true };
      case 'revoked':
        return refuse({ code: 'host-key-revoked', ...about, source: verdict.source });
      case 'changed':
        return refuse({ code: 'host-key-changed', ...about, known: [...verdict.known] });
      case 'unknown':
        return this.#admitUnknown(key, signal);
      default:
        return verdict satisfies never;
    }
  }

  /** Writes a key that was new into our own store, now that its owner has proven itself. */
  async remember(): Promise<HostKey | null> {
    const key = this.#presented;
    if (!this.#isNew || key === null || !this.#options.remember) return null;
    await this.#options.trust.remember(...this.#keptAs(), key);
    this.#isNew = false;
    return key;
  }

  /**
   * The server has told which keys it has now, and proven to hold them.
   *
   * @returns what our own list has learnt from it; null for nothing.
   * @throws FailureError when the list cannot be written.
   */
  async follow(shown: HostKey, announced: readonly HostKey[]): Promise<KeyChange | null> {
    const { trust, remember } = this.#options;
    return remember ? trust.follow(...this.#keptAs(), shown, announced) : null;
  }

  /** As ssh has it, an alias stands without a port. */
  #keptAs(): [host: string, port: number] {
    const { host, port, alias } = this.#options;
    return alias === undefined ? [host, port] : [alias, 22];
  }

  #admitUnknown(key: HostKey, signal: AbortSignal): Admission {
    const { host, port, alias, acceptNew, questions, expected } = this.#options;
    const about = { host, port, type: key.type, fingerprint: key.fingerprint };
    this.#isNew = true;
    if (this.#approved.has(key.fingerprint)) return { admitted: true };
    // Whoever named a fingerprint wants that one and no other.
    if (acceptNew && expected.length === 0) return { admitted: true };
    if (!questions.canAsk) return refuse({ code: 'host-key-unknown', ...about });

    const question = alias === undefined ? about : { ...about, alias };
    const answer = questions.hostKey(question, signal).then((trusted) => {
      if (trusted !== true) throw new FailureError({ code: 'host-key-refused', ...about });
      this.#approved.add(key.fingerprint);
    });
    return { admitted: false, answer };
  }
}

/** An RSA key signs by several algorithms (RFC 8332). */
function typeOf(algorithm: string): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}

function refuse(failure: Failure): Admission {
  return { admitted: false, failure };
}
