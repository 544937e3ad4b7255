import { type Failure, FailureError, failureFrom } from '../../shared/model/failure';
import { needsStrictExchange, offerFor } from './algorithms';
import { Authentication } from './authentication';
import type { ConnectOptions } from './connect-options';
import { BastionConnection, connectionLost } from './connection';
import type { LoginMeans } from './credentials';
import { HandshakeTrace } from './handshake-failure';
import { Link } from './link';
import type { Reached } from './reach';
import {
  announcedKeys,
  isStrict,
  neverSignWithSha1,
  softwareOf,
  stopNarrating,
} from './session-internals';
import { StageTimer } from './stage-timer';
import { type HostKey, hostKeyOf } from './trust/host-key';

const defaultLimits = { keyExchangeSeconds: 15, authenticationSeconds: 30 } as const;
const defaultHoldMs = 20_000;
/** For ssh2's own goodbye to a server whose key was not admitted. */
const farewellMs = 200;

interface Negotiated {
  readonly kex: string;
  readonly cs: { readonly cipher: string };
}

/** In what a handshake is more careful than others. */
export interface HandshakeCare {
  /** Leaves out the ciphers that strict key exchange must guard. */
  readonly guardedOnly: boolean;
  /** The fingerprint of the one host key that is taken, whatever else is known; null for any. */
  readonly pinned: string | null;
}

/** One connection from the open socket to the completed login. */
export class Handshake {
  readonly #options: ConnectOptions;
  readonly #link: Link;
  readonly #address: string;
  readonly #care: HandshakeCare;
  readonly #trace = new HandshakeTrace();
  readonly #authentication: Authentication;
  readonly #asking = new AbortController();
  /** Aborted when the host key is not worth a question any more. */
  readonly #hostKeyQuestion = new AbortController();
  #timer: StageTimer;
  #failure: Failure | null = null;
  #waiting: Promise<void> | null = null;
  #negotiated: Negotiated | null = null;
  #isUnguarded = false;
  #announced: Promise<HostKey[]> | null = null;
  /** The host key this connection began with. */
  #admitted: Buffer | null = null;

  constructor(
    options: ConnectOptions,
    means: LoginMeans,
    { socket, address }: Reached,
    care: HandshakeCare,
  ) {
    this.#options = options;
    this.#care = care;
    this.#address = address;
    this.#link = new Link(socket);
    this.#timer = this.#limit('key-exchange');
    this.#authentication = new Authentication({
      user: options.user,
      host: options.host,
      means,
      credentials: options.credentials,
      questions: options.questions,
      signal: this.#asking.signal,
      whileAsking: (ask) => this.#whileAsking(ask),
      canAnswer: () => this.#link.isOpen,
      onRefused: (error) => this.#fail(failureFrom(error)),
    });
  }

  /**
   * @returns the connection; or the answer to wait for before the bastion is dialled again; or that
   *   it must be dialled again without the ciphers that this server cannot guard.
   */
  async run(): Promise<BastionConnection | { answer: Promise<void> } | 'guarded-ciphers-only'> {
    const { signal } = this.#options;
    const onAbort = () => {
      this.#fail({ code: 'auth-cancelled' });
      this.#hostKeyQuestion.abort();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const end = await this.#start();
      if (end === 'ready') return await this.#complete();
      if (this.#isUnguarded) return 'guarded-ciphers-only';
      if (this.#failure !== null) throw new FailureError(this.#failure);
      const isQuestionOpen = !this.#hostKeyQuestion.signal.aborted;
      if (this.#waiting !== null && isQuestionOpen) return { answer: this.#waiting };
      throw new FailureError(this.#endedEarly(end.reason));
    } catch (error) {
      // Whatever went wrong, possibly before ssh2 was told of the socket, it must not stay open.
      this.#link.destroy(null);
      throw error;
    } finally {
      this.#timer.clear();
      this.#asking.abort();
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Resolves when the server has let us in, or when the connection has ended. */
  async #start(): Promise<'ready' | { reason: Error | null }> {
    const { client, socket } = this.#link;
    const options = this.#options;
    options.onStage('key-exchange');
    const serverHostKey = await options.gate.preferredAlgorithms();
    const ready = new Promise<'ready'>((resolve) => client.once('ready', () => resolve('ready')));
    const ended = this.#link.ended.then((reason) => ({ reason }));
    client.on('error', this.#withdrawQuestion);
    this.#announced = announcedKeys(client);
    client.on('banner', (text) => options.onBanner(text.slice(0, 4096)));
    client.once('handshake', (negotiated) => this.#onHandshake(negotiated as Negotiated));
    client.connect({
      sock: socket,
      username: options.user,
      readyTimeout: 0,
      keepaliveInterval: options.keepAliveMs,
      keepaliveCountMax: Number.POSITIVE_INFINITY,
      algorithms: offerFor(serverHostKey, this.#care.guardedOnly),
      hostVerifier: (blob: Buffer, verify: (admitted: boolean) => void): void => {
        // When keys are changed later, ssh2 writes data into packets without a header while it
        // waits for this answer: it gets it at once, and it is about the very same key.
        if (this.#admitted !== null) verify(this.#admitted.equals(blob));
        else void this.#judge(blob).then((admitted) => this.#pronounce(blob, admitted, verify));
      },
      authHandler: this.#authentication.handler,
      debug: this.#trace.debug,
    });
    socket.on('data', this.#firstBytes);
    return Promise.race([ready, ended]);
  }

  /**
   * A server that goes away while a person looks at its key may be dialled again. One that breaks
   * the protocol, such as by a signature that its key did not make, is not who it says it is.
   */
  readonly #withdrawQuestion = (error: Error): void => {
    const lost = connectionLost(this.#options, error);
    if (lost.code === 'connection-lost' && lost.why === 'protocol') this.#hostKeyQuestion.abort();
  };

  readonly #firstBytes = (chunk: Buffer): void => this.#trace.firstBytes(chunk);

  async #judge(blob: Buffer): Promise<boolean> {
    const { gate, onStage, host, port } = this.#options;
    const { signal } = this.#hostKeyQuestion;
    const { pinned } = this.#care;
    onStage('host-key');
    try {
      if (pinned !== null && hostKeyOf(blob).fingerprint !== pinned) {
        throw new FailureError({ code: 'bastion-unresolvable', host, port });
      }
      const admission = await gate.admit(blob, signal);
      if (admission.admitted === true) return true;
      if ('failure' in admission) this.#failure ??= admission.failure;
      else if (await this.#answeredInTime(admission.answer)) return true;
    } catch (error) {
      if (!signal.aborted) this.#failure ??= failureFrom(error);
    }
    return false;
  }

  #pronounce(blob: Buffer, admitted: boolean, verify: (admitted: boolean) => void): void {
    // ssh2 throws when it is answered after the connection has ended.
    if (!this.#link.isOpen) return;
    this.#link.client.off('error', this.#withdrawQuestion);
    if (admitted) this.#admitted = Buffer.from(blob);
    else this.#link.destroy(null, farewellMs);
    // ssh2 takes any verdict but a literal false for yes: only this one `true` is ever given.
    verify(admitted === true);
  }

  async #answeredInTime(answer: Promise<void>): Promise<boolean> {
    this.#waiting = answer;
    // Whoever waits for the answer later hears its rejection; here it only must not go unheard.
    answer.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), this.#options.hostKeyHoldMs ?? defaultHoldMs);
    });
    const answered = answer.then(() => true as const);
    try {
      return await this.#whileAsking(() => Promise.race([answered, late]));
    } finally {
      clearTimeout(timer);
    }
  }

  #onHandshake(negotiated: Negotiated): void {
    this.#negotiated ??= negotiated;
    if (needsStrictExchange(negotiated.cs.cipher) && !isStrict(this.#link)) {
      this.#isUnguarded = true;
      this.#link.destroy(null, farewellMs);
      return;
    }
    neverSignWithSha1(this.#link);
    this.#link.socket.off('data', this.#firstBytes);
    this.#timer.clear();
    this.#timer = this.#limit('authentication');
    this.#options.onStage('authentication');
  }

  async #complete(): Promise<BastionConnection> {
    const { gate, host, port, keepAliveMs } = this.#options;
    await this.#keepHostKey();
    void this.#followHostKeys();
    this.#authentication.succeeded();
    stopNarrating(this.#link);
    const hostKey = gate.presented;
    const connection = new BastionConnection(
      this.#link,
      { host, port },
      {
        address: this.#address,
        software: softwareOf(this.#link),
        hostKey: { type: hostKey?.type ?? '', fingerprint: hostKey?.fingerprint ?? '' },
        keyExchange: this.#negotiated?.kex ?? '',
        cipher: this.#negotiated?.cs.cipher ?? '',
        strictKeyExchange: isStrict(this.#link),
        authenticatedBy: this.#authentication.plan.authenticatedBy,
      },
      {
        intervalMs: keepAliveMs,
        rekeyAfter: this.#options.rekeyAfter,
        receiveLimit: this.#options.receiveLimit,
      },
    );
    return connection;
  }

  /** A list that cannot be written is no reason to refuse a bastion that has proven itself. */
  async #keepHostKey(): Promise<void> {
    const { gate, onTrusted, onNotKept } = this.#options;
    try {
      const trusted = await gate.remember();
      if (trusted !== null) onTrusted(trusted.fingerprint);
    } catch (error) {
      onNotKept(failureFrom(error));
    }
  }

  /** Most servers announce their keys as soon as somebody has logged in, others never do. */
  async #followHostKeys(): Promise<void> {
    const { gate, onHostKeysChanged, onNotKept } = this.#options;
    const announced = await this.#announced;
    if (announced === null || this.#admitted === null) return;
    try {
      const change = await gate.follow(hostKeyOf(this.#admitted), announced);
      if (change !== null) onHostKeysChanged(change);
    } catch (error) {
      onNotKept(failureFrom(error));
    }
  }

  #endedEarly(reason: Error | null): Failure {
    if (reason instanceof FailureError) return reason.failure;
    const { host, port, user } = this.#options;
    const { plan } = this.#authentication;
    if (/authentication methods failed|too many authentication/i.test(reason?.message ?? '')) {
      const tried = [...new Set(plan.tried)].slice(0, 16);
      return { code: 'auth-refused', user, tried, accepted: [...plan.accepted].slice(0, 16) };
    }
    const key = this.#options.gate.presented;
    if (key !== null && /signature/i.test(reason?.message ?? '')) {
      const { type, fingerprint } = key;
      return { code: 'host-key-unproven', host, port, type, fingerprint };
    }
    return this.#trace.failure({ host, port }, reason);
  }

  async #whileAsking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    this.#timer.pause();
    try {
      return await ask();
    } finally {
      this.#timer.resume();
    }
  }

  #limit(stage: 'key-exchange' | 'authentication'): StageTimer {
    const { host, port, limits = defaultLimits } = this.#options;
    const seconds =
      stage === 'key-exchange' ? limits.keyExchangeSeconds : limits.authenticationSeconds;
    return new StageTimer(seconds * 1_000, () =>
      this.#fail({ code: 'handshake-timeout', host, port, stage, seconds }),
    );
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#link.destroy(null);
  }
}
