import type { FailureOf } from '../../shared/model/failure';
import type { Credential } from './credential';
import type { Destination } from './flow';
import type { Reading, RefusalReason } from './reading';
import {
  failureReply,
  httpPage,
  loginAccepted,
  loginRefused,
  noAuthenticationChosen,
  noMethodAcceptable,
  noReply,
  passwordChosen,
  type SocksVersion,
} from './replies';
import { readSocks4Request } from './socks4';
import { authenticationMethod, readGreeting, readLogin, readSocks5Request } from './socks5';

/** What to do next for a client, in the order its bytes asked for it. */
export type SocksStep =
  | { readonly kind: 'answer'; readonly bytes: Buffer }
  | {
      readonly kind: 'request';
      readonly version: SocksVersion;
      readonly destination: Destination;
      /** What the client sent behind its request, already meant for the far side. */
      readonly early: Buffer;
    }
  | {
      readonly kind: 'refuse';
      readonly failure: FailureOf<'socks-request-refused' | 'client-refused'>;
      /** The last bytes the client gets; empty when it could not read any. */
      readonly reply: Buffer;
    };

const stranger = { code: 'client-refused', why: 'wrong-credential' } as const;

type Stage = 'opening' | 'socks4' | 'greeting' | 'login' | 'socks5-request' | 'over';

/** What a TLS ClientHello begins with (RFC 8446, 5.1: content type handshake). */
const tlsHandshake = 0x16;
/** First letters of CONNECT, DELETE, GET, HEAD, OPTIONS, POST, PUT, PATCH, PRI and TRACE. */
const httpLetters = new Set(Buffer.from('CDGHOPT'));

/**
 * Reads one client's side of SOCKS 4, 4A or 5, without sockets: bytes in, steps out, however the
 * bytes are cut. After a `request` or `refuse` step it takes no more.
 */
export class SocksParser {
  readonly #credential: Credential | null;
  #stage: Stage = 'opening';
  #held: Buffer = Buffer.alloc(0);

  /** @param credential what clients must know, which only SOCKS 5 can ask them; null for nothing. */
  constructor(credential: Credential | null = null) {
    this.#credential = credential;
  }

  /** Whether the last step has been given; later bytes are not the parser's. */
  get over(): boolean {
    return this.#stage === 'over';
  }

  /**
   * Takes the next bytes and gives the steps they complete, none when more are needed. Never throws
   * for anything a client may send.
   *
   * @throws Error when called after the last step: the bytes would be lost.
   */
  push(bytes: Buffer): readonly SocksStep[] {
    if (this.over) throw new Error('the SOCKS request is already complete');
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const steps: SocksStep[] = [];
    for (let step = this.#next(); step !== null; step = this.#next()) steps.push(step);
    return steps;
  }

  #next(): SocksStep | null {
    if (this.#stage === 'opening') this.#stage = stageOf(this.#held[0]);
    switch (this.#stage) {
      case 'opening':
        return this.#refuseOther();
      case 'socks4':
        // SOCKS 4 knows a user's name at most, and no secret.
        if (this.#credential !== null) return this.#refuseStranger(failureReply(4, stranger));
        return this.#request(4, readSocks4Request(this.#held));
      case 'greeting':
        return this.#greeting();
      case 'login':
        return this.#login();
      case 'socks5-request':
        return this.#request(5, readSocks5Request(this.#held));
      case 'over':
        return null;
    }
  }

  /** No version of SOCKS begins like this: something was pointed here by mistake. */
  #refuseOther(): SocksStep | null {
    const [first] = this.#held;
    if (first === undefined) return null;
    if (httpLetters.has(first)) return this.#refuse('http', httpPage);
    return this.#refuse(first === tlsHandshake ? 'tls' : 'not-socks', noReply);
  }

  #greeting(): SocksStep | null {
    const asked = this.#credential !== null;
    const method = asked ? authenticationMethod.password : authenticationMethod.none;
    const reading = readGreeting(this.#held, method);
    if (reading.kind === 'incomplete') return null;
    if (reading.kind === 'refused') {
      if (reading.why !== 'authentication') return this.#refuse(reading.why, noReply);
      if (asked) return this.#refuseStranger(noMethodAcceptable);
      return this.#refuse(reading.why, noMethodAcceptable);
    }
    this.#held = this.#held.subarray(reading.consumed);
    this.#stage = asked ? 'login' : 'socks5-request';
    return { kind: 'answer', bytes: asked ? passwordChosen : noAuthenticationChosen };
  }

  #login(): SocksStep | null {
    const reading = readLogin(this.#held);
    if (reading.kind === 'incomplete') return null;
    if (reading.kind === 'refused') return this.#refuse(reading.why, loginRefused);
    const { user, password } = reading.value;
    const right = this.#credential?.matches(user, password) === true;
    password.fill(0);
    if (!right) return this.#refuseStranger(loginRefused);
    this.#held = this.#held.subarray(reading.consumed);
    this.#stage = 'socks5-request';
    return { kind: 'answer', bytes: loginAccepted };
  }

  #request(version: SocksVersion, reading: Reading<Destination>): SocksStep | null {
    if (reading.kind === 'incomplete') return null;
    if (reading.kind === 'refused') {
      const failure = { code: 'socks-request-refused', why: reading.why } as const;
      return this.#refuse(reading.why, failureReply(version, failure));
    }
    const early = this.#held.subarray(reading.consumed);
    this.#finish();
    return { kind: 'request', version, destination: reading.value, early };
  }

  #refuseStranger(reply: Buffer): SocksStep {
    this.#finish();
    return { kind: 'refuse', failure: stranger, reply };
  }

  #refuse(why: RefusalReason, reply: Buffer): SocksStep {
    this.#finish();
    return { kind: 'refuse', failure: { code: 'socks-request-refused', why }, reply };
  }

  #finish(): void {
    this.#stage = 'over';
    this.#held = Buffer.alloc(0);
  }
}

function stageOf(first: number | undefined): Stage {
  if (first === 4) return 'socks4';
  return first === 5 ? 'greeting' : 'opening';
}
