import { setMaxListeners } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Failure, FailureError, type FailureOf } from '../../shared/model/failure';
import type { Forward } from '../../shared/model/way';
import { defaultLimits } from '../socks/limits';
import { resetClient, resetTorn } from '../socks/reset-client';
import { Slots } from '../socks/slots';
import type { ByteCounter } from '../ssh/bridge';
import type { BastionConnection } from '../ssh/connection';
import type { Incoming, RemoteBind } from '../ssh/remote-forward';
import type { Listener } from './parts';

/** What the program at the end of a remote tunnel is given to take a connection, ms. */
const connectMs = 10_000;

export interface RemoteDoorOptions {
  /** Where the bastion is to listen. */
  readonly bind: RemoteBind;
  /** What connections made there lead to, as this computer names it. */
  readonly target: Forward;
  readonly counter: ByteCounter;
  readonly refused: (failure: Failure) => void;
}

/**
 * The listener of a remote tunnel: a port of the bastion that leads back here, as `ssh -R` makes it.
 * Nothing is bound on this computer, and nothing else than the one target is ever dialled.
 */
export class RemoteDoor implements Listener {
  readonly address: string;
  readonly #options: RemoteDoorOptions;
  readonly #requests = new Slots(defaultLimits.flows, 0);
  readonly #established = new Set<Socket>();
  readonly #closed = new AbortController();
  #port: number;

  constructor(options: RemoteDoorOptions) {
    this.#options = options;
    this.address = options.bind.address;
    this.#port = options.bind.port;
    // Each connection that is being made listens, and there may be many.
    setMaxListeners(0, this.#closed.signal);
  }

  get port(): number {
    return this.#port;
  }

  get flows(): number {
    return this.#established.size;
  }

  /**
   * Has a connection's server listen.
   *
   * @throws FailureError `remote-port-refused`; the connection is closed then.
   */
  async attach(connection: BastionConnection): Promise<void> {
    const { address } = this.#options.bind;
    try {
      const bind = { address, port: this.#port };
      this.#port = await connection.listenRemotely(
        bind,
        (incoming) => void this.#serve(connection, incoming),
      );
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  resetFlows(): void {
    resetTorn(this.#established);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    for (const socket of this.#established) resetClient(socket);
  }

  async #serve(connection: BastionConnection, incoming: Incoming): Promise<void> {
    const { target, counter, refused } = this.#options;
    try {
      const release = await this.#requests.acquire(this.#closed.signal);
      if (release === null) return incoming.reject();
      try {
        const socket = await dialTarget(target, this.#closed.signal);
        this.#established.add(socket);
        await connection.carryIncoming(incoming, socket, counter).finally(() => {
          this.#established.delete(socket);
          socket.destroySoon();
        });
      } finally {
        release();
      }
    } catch (error) {
      incoming.reject();
      if (error instanceof FailureError) refused(error.failure);
    }
  }
}

type Why = FailureOf<'local-target-unreachable'>['why'];

/**
 * Opens a connection to what a remote tunnel leads to.
 *
 * @throws FailureError `local-target-unreachable`.
 */
export function dialTarget({ host, port }: Forward, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      allowHalfOpen: true,
      noDelay: true,
      autoSelectFamily: true,
    });
    const fail = (why: Why) => {
      settle();
      socket.destroy();
      reject(new FailureError({ code: 'local-target-unreachable', host, port, why }));
    };
    const late = setTimeout(() => fail('timeout'), connectMs);
    const onAbort = () => fail('timeout');
    const settle = () => {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    // Stays for good: an error nobody listens for ends the process.
    socket.on('error', (error: NodeJS.ErrnoException) => fail(whyOf(error.code ?? '')));
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}

function whyOf(code: string): Why {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unresolvable';
  return code === 'ETIMEDOUT' ? 'timeout' : 'no-route';
}
