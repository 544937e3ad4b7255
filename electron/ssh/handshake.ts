import { type Failure, FailureError, failureFrom } from '../../shared/model/failure';
import { needsStrictExchange, offerFor } from './algorithms';
import { Authentication } from './authentication';
import { openBriefSession } from './brief-session';
import { type ConnectOptions, defaultLimits, type StageLimits } from './connect-options';
import { BastionConnection } from './connection';
import type { LoginMeans } from './credentials';
import { HandshakeTrace, isHostKeyMissing } from './handshake-failure';
import { HostKeyVerdict } from './host-key-verdict';
import { Link } from './link';
import type { Reached } from './reach';
import {
  announcedKeys,
  isStrict,
  neverSignWithSha1,
  softwareOf,
  stopNarrating,
  takeLongPackets,
} from './session-internals';
import { StageTimer } from './stage-timer';
import type { HostKey } from './trust/host-key';

/** For ssh2's own goodbye to a server that cannot guard its ciphers. */
const farewellMs = 200;

interface Negotiated {
  readonly kex: string;
  readonly cs: { readonly cipher: string };
}

/**
 * Why a bastion is to be dialled again: an answer to wait for, ciphers that this server cannot guard,
 * or a host key of another type that may be the one whose fingerprint was named.
 */
export type DialAgain = { answer: Promise<void> } | 'guarded-ciphers-only' | 'another-host-key';

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
  readonly #verdict: HostKeyVerdict;
  readonly #announced: Promise<HostKey[]>;
  readonly #asking = new AbortController();
  #timer: StageTimer;
  #failure: Failure | null = null;
  #negotiated: Negotiated | null = null;
  #isUnguarded = false;

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
    this.#announced = announcedKeys(this.#link.client);
    this.#link.client.on('change password', () =>
      this.#fail({ code: 'password-expired', user: options.user }),
    );
    this.#timer = this.#limit('key-exchange');
    this.#verdict = new HostKeyVerdict({
      connect: options,
      link: this.#link,
      pinned: care.pinned,
      whileAsking: (ask) => this.#whileAsking(ask),
      onRefused: (failure) => {
        this.#failure ??= failure;
      },
    });
    this.#authentication = new Authentication({
      user: options.user,
      host: options.host,
      means,
      credentials: options.credentials,
      questions: options.questions,
      signal: this.#asking.signal,
      whileAsking: (ask) => this.#whileAsking(ask),
      mayTakeLong: () => this.#timer.allow(this.#limits.confirmationSeconds * 1_000),
      canAnswer: () => this.#link.isOpen,
      onRefused: (error) => this.#fail(failureFrom(error)),
    });
  }

  /** @returns the connection, or why the bastion is to be dialled again. */
  async run(): Promise<BastionConnection | DialAgain> {
    const { signal } = this.#options;
    const onAbort = () => {
      this.#fail({ code: 'auth-cancelled' });
      this.#verdict.withdraw();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const end = await this.#start();
      if (end === 'ready') return await this.#complete();
      if (this.#isUnguarded) return 'guarded-ciphers-only';
      if (this.#verdict.wantsAnother) return 'another-host-key';
      if (this.#failure !== null) throw new FailureError(this.#failure);
      const answer = this.#verdict.openAnswer;
      if (answer !== null) return { answer };
      const failure = this.#endedEarly(end.reason);
      if (isHostKeyMissing(failure) && this.#options.gate.takeAnyType()) return 'another-host-key';
      throw new FailureError(failure);
    } catch (error) {
      // Whatever went wrong, possibly before ssh2 was told of the socket, it must not stay open.
      this.#link.destroy(null);
      throw error;
    } finally {
      this.#timer.clear();
      this.#asking.abort();
      this.#authentication.ended();
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Resolves when the server has let us in, or when the connection has ended. */
  async #start(): Promise<'ready' | { reason: Error | null }> {
    const { client, socket } = this.#link;
    const options = this.#options;
    options.onStage('key-exchange');
    const serverHostKey = await options.gate.preferredAlgorithms();
    const ready = new Promise<'ready'>((resolve) =>
      client.once('ready', () => {
        if (this.#verdict.isAdmitted) resolve('ready');
        else this.#link.destroy(null);
      }),
    );
    const ended = this.#link.ended.then((reason) => ({ reason }));
    client.on('banner', (text) => options.onBanner(text.slice(0, 4096)));
    client.once('handshake', (negotiated) => this.#onHandshake(negotiated as Negotiated));
    client.connect({
      sock: socket,
      username: options.user,
      readyTimeout: 0,
      keepaliveInterval: options.keepAliveMs,
      keepaliveCountMax: Number.POSITIVE_INFINITY,
      algorithms: offerFor(serverHostKey, this.#care.guardedOnly),
      hostVerifier: this.#verdict.verifier,
      authHandler: (left, partial, next) => {
        // The patched ssh2 does not come here before; nothing is sent if it ever does.
        if (this.#verdict.isAdmitted) this.#authentication.handler(left, partial, next);
        else this.#link.destroy(null);
      },
      debug: this.#trace.debug,
    });
    socket.on('data', this.#firstBytes);
    return Promise.race([ready, ended]);
  }

  readonly #firstBytes = (chunk: Buffer): void => this.#trace.firstBytes(chunk);

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
    await this.#verdict.keep();
    void this.#verdict.follow(this.#announced);
    this.#authentication.succeeded();
    stopNarrating(this.#link);
    takeLongPackets(this.#link);
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
    if (this.#options.session) openBriefSession(this.#link);
    return connection;
  }

  #endedEarly(reason: Error | null): Failure {
    if (reason instanceof FailureError) return reason.failure;
    const { host, port, user } = this.#options;
    const { plan } = this.#authentication;
    if (/authentication methods failed|too many authentication/i.test(reason?.message ?? '')) {
      const tried = this.#authentication.tried.slice(0, 16);
      return { code: 'auth-refused', user, tried, accepted: [...plan.accepted].slice(0, 16) };
    }
    const key = this.#options.gate.presented;
    if (key !== null && /signature|before the host key/i.test(reason?.message ?? '')) {
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

  get #limits(): StageLimits {
    return { ...defaultLimits, ...this.#options.limits };
  }

  #limit(stage: 'key-exchange' | 'authentication'): StageTimer {
    const { host, port } = this.#options;
    const { keyExchangeSeconds, authenticationSeconds } = this.#limits;
    const limit = stage === 'key-exchange' ? keyExchangeSeconds : authenticationSeconds;
    return new StageTimer(limit * 1_000, (limitMs) =>
      this.#fail({ code: 'handshake-timeout', host, port, stage, seconds: limitMs / 1_000 }),
    );
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#link.destroy(null);
  }
}
