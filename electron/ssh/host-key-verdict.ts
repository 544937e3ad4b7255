import { type Failure, FailureError, failureFrom } from '../../shared/model/failure';
import type { ConnectOptions } from './connect-options';
import { connectionLost } from './connection';
import type { Link } from './link';
import { type HostKey, hostKeyOf } from './trust/host-key';

const defaultHoldMs = 20_000;
/** For ssh2's own goodbye to a server whose key was not admitted. */
const farewellMs = 200;

export interface HostKeyVerdictOptions {
  readonly connect: ConnectOptions;
  readonly link: Link;
  /** The fingerprint of the one host key that is taken, whatever else is known; null for any. */
  readonly pinned: string | null;
  /** Runs a question without its time counting for the handshake. */
  readonly whileAsking: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
  /** Told why the key is not admitted; the connection is closed by the verdict itself. */
  readonly onRefused: (failure: Failure) => void;
}

/** What one connection thinks of its server's host key, from the first look to the last change. */
export class HostKeyVerdict {
  readonly #options: HostKeyVerdictOptions;
  /** Aborted when the host key is not worth a question any more. */
  readonly #question = new AbortController();
  #waiting: Promise<void> | null = null;
  #wantsAnother = false;
  /** The host key this connection began with. */
  #admitted: Buffer | null = null;

  constructor(options: HostKeyVerdictOptions) {
    this.#options = options;
    options.link.client.on('error', this.#withdrawQuestion);
  }

  /** The answer that is still worth waiting for, before the bastion is dialled again. */
  get openAnswer(): Promise<void> | null {
    return this.#question.signal.aborted ? null : this.#waiting;
  }

  /** Whether the server's host key has been accepted. Until then nothing else it says counts. */
  get isAdmitted(): boolean {
    return this.#admitted !== null;
  }

  /** Whether the bastion is to be dialled again for a key of another type. */
  get wantsAnother(): boolean {
    return this.#wantsAnother;
  }

  /** For ssh2, which asks it at each key exchange. */
  readonly verifier = (blob: Buffer, verify: (admitted: boolean) => void): void => {
    // When keys are changed later, ssh2 writes data into packets without a header while it
    // waits for this answer: it gets it at once, and it is about the very same key.
    if (this.#admitted !== null) verify(this.#admitted.equals(blob));
    else void this.#judge(blob).then((admitted) => this.#pronounce(blob, admitted, verify));
  };

  /** Nobody needs to answer any more. */
  withdraw(): void {
    this.#question.abort();
  }

  /** A list that cannot be written is no reason to refuse a bastion that has proven itself. */
  async keep(): Promise<void> {
    const { gate, onTrusted, onNotKept } = this.#options.connect;
    if (!this.isAdmitted) return;
    try {
      const trusted = await gate.remember();
      if (trusted !== null) onTrusted(trusted.fingerprint);
    } catch (error) {
      onNotKept(failureFrom(error));
    }
  }

  /**
   * Takes note of the keys the server announces of itself.
   *
   * @param announcement most servers make it as soon as somebody has logged in, others never do.
   */
  async follow(announcement: Promise<HostKey[]>): Promise<void> {
    const { gate, onHostKeysChanged, onNotKept } = this.#options.connect;
    const announced = await announcement;
    if (this.#admitted === null) return;
    try {
      const change = await gate.follow(hostKeyOf(this.#admitted), announced);
      if (change !== null) onHostKeysChanged(change);
    } catch (error) {
      onNotKept(failureFrom(error));
    }
  }

  /**
   * A server that goes away while a person looks at its key may be dialled again. One that breaks
   * the protocol, such as by a signature that its key did not make, is not who it says it is.
   */
  readonly #withdrawQuestion = (error: Error): void => {
    const lost = connectionLost(this.#options.connect, error);
    if (lost.code === 'connection-lost' && lost.why === 'protocol') this.withdraw();
  };

  async #judge(blob: Buffer): Promise<boolean> {
    const { pinned, onRefused } = this.#options;
    const { gate, onStage, host, port, signal: stopped } = this.#options.connect;
    // The question may outlive its connection, but not the attempt.
    const signal = AbortSignal.any([stopped, this.#question.signal]);
    onStage('host-key');
    try {
      if (pinned !== null && hostKeyOf(blob).fingerprint !== pinned) {
        throw new FailureError({ code: 'bastion-unresolvable', host, port });
      }
      this.#wantsAnother = await gate.passesOver(blob);
      if (this.#wantsAnother) return false;
      const admission = await gate.admit(blob, signal);
      if (admission.admitted === true) return true;
      if ('failure' in admission) onRefused(admission.failure);
      else if (await this.#answeredInTime(admission.answer)) return true;
    } catch (error) {
      if (!signal.aborted) onRefused(failureFrom(error));
    }
    return false;
  }

  #pronounce(blob: Buffer, admitted: boolean, verify: (admitted: boolean) => void): void {
    const { link } = this.#options;
    // ssh2 throws when it is answered after the connection has ended.
    if (!link.isOpen) return;
    link.client.off('error', this.#withdrawQuestion);
    if (admitted) this.#admitted = Buffer.from(blob);
    else link.destroy(null, farewellMs);
    // ssh2 takes any verdict but a literal false for yes: only this one `true` is ever given.
    verify(admitted === true);
  }

  async #answeredInTime(answer: Promise<void>): Promise<boolean> {
    this.#waiting = answer;
    // Whoever waits for the answer later hears its rejection; here it only must not go unheard.
    answer.catch(() => undefined);
    const { whileAsking, connect } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), connect.hostKeyHoldMs ?? defaultHoldMs);
    });
    const answered = answer.then(() => true as const);
    try {
      return await whileAsking(() => Promise.race([answered, late]));
    } finally {
      clearTimeout(timer);
    }
  }
}
