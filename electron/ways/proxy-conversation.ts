import type { Socket } from 'node:net';
import { type Failure, FailureError } from '../../shared/model/failure';
import { reachBastion, resolveBastion } from '../ssh/reach';

/** A proxy connects to the server before it answers, which may take it a while. */
const answerMs = 20_000;
/** More than this before the end of an answer is none, bytes. */
const longest = 16_384;

export interface ProxyServer {
  readonly host: string;
  readonly port: number;
}

type ProxyKind = Extract<Failure, { code: 'not-a-proxy' }>['kind'];

/**
 * Opens a TCP connection to a proxy.
 *
 * @throws FailureError `proxy-unreachable`.
 */
export async function dialProxy(proxy: ProxyServer, signal: AbortSignal): Promise<Socket> {
  const { host, port } = proxy;
  try {
    const addresses = await resolveBastion(host, port, signal);
    return (await reachBastion(proxy, addresses, signal)).socket;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { failure } = error;
    const why = failure.code === 'bastion-unreachable' ? failure.why : 'unresolvable';
    throw new FailureError({ code: 'proxy-unreachable', host, port, why }, { cause: error });
  }
}

/** What is said to a proxy and what it answers, before the connection belongs to SSH. */
export class ProxyConversation {
  readonly #socket: Socket;
  readonly #proxy: ProxyServer;
  readonly #kind: ProxyKind;
  readonly #deadline: NodeJS.Timeout;
  readonly #signal: AbortSignal;
  #received = Buffer.alloc(0);
  #wanted: (() => void) | null = null;
  #failure: Failure | null = null;

  constructor(socket: Socket, proxy: ProxyServer, kind: ProxyKind, signal: AbortSignal) {
    this.#socket = socket;
    this.#proxy = { host: proxy.host, port: proxy.port };
    this.#kind = kind;
    this.#signal = signal;
    const seconds = answerMs / 1_000;
    this.#deadline = setTimeout(
      () => this.#fail({ code: 'proxy-silent', ...this.#proxy, seconds }),
      answerMs,
    );
    socket.on('data', this.#take);
    socket.on('end', this.#ended);
    socket.on('close', this.#ended);
    socket.on('error', this.#ended);
    signal.addEventListener('abort', this.#aborted, { once: true });
    if (signal.aborted) this.#aborted();
  }

  send(bytes: Uint8Array | string): void {
    this.#socket.write(bytes);
  }

  /**
   * Waits for a whole answer.
   *
   * @param lengthOf how long it is, from what has arrived; null while that cannot be told, NaN when
   *   it is no answer of such a proxy.
   * @throws FailureError `not-a-proxy` or `proxy-silent`.
   */
  async receive(lengthOf: (received: Buffer) => number | null): Promise<Buffer> {
    for (;;) {
      if (this.#failure !== null) throw new FailureError(this.#failure);
      const length = this.#received.length === 0 ? null : lengthOf(this.#received);
      if (Number.isNaN(length) || this.#received.length > longest) throw this.#notAProxy();
      if (length !== null && length <= this.#received.length) {
        const answer = this.#received.subarray(0, length);
        this.#received = this.#received.subarray(length);
        return answer;
      }
      await new Promise<void>((resolve) => {
        this.#wanted = resolve;
      });
    }
  }

  /** The connection is SSH's from now on, with what the server has already said through it. */
  handOver(): Socket {
    this.#detach();
    // It may end before SSH listens, and an error nobody listens for ends the process.
    this.#socket.on('error', () => undefined);
    this.#socket.pause();
    if (this.#received.length > 0) this.#socket.unshift(this.#received);
    return this.#socket;
  }

  /** Gives the connection up. */
  close(): void {
    this.#detach();
    this.#socket.on('error', () => undefined);
    this.#socket.destroy();
  }

  readonly #take = (chunk: Buffer): void => {
    this.#received = Buffer.concat([this.#received, chunk]);
    this.#wanted?.();
  };

  readonly #ended = (): void => this.#fail(this.#notAProxy().failure);
  readonly #aborted = (): void => this.#fail({ code: 'auth-cancelled' });

  #notAProxy(): FailureError {
    const line = this.#received.toString('latin1').split(/\r?\n/, 1)[0] ?? '';
    const received = line.replace(/[^\x20-\x7e]/g, '.').slice(0, 128);
    return new FailureError({ code: 'not-a-proxy', ...this.#proxy, kind: this.#kind, received });
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#wanted?.();
  }

  #detach(): void {
    clearTimeout(this.#deadline);
    this.#signal.removeEventListener('abort', this.#aborted);
    this.#socket.off('data', this.#take);
    for (const event of ['end', 'close', 'error'] as const) this.#socket.off(event, this.#ended);
  }
}
