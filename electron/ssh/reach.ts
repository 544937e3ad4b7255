import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket, type TcpNetConnectOpts } from 'node:net';
import { type Failure, FailureError } from '../../shared/model/failure';
import type { Stage } from '../../shared/model/tunnel-state';
import type { PrivateKey } from '../keys/private-key';
import type { ByteStream } from './byte-stream';
import { connectLending } from './lent-reads';
import { mayBeHidden, type System, thisSystem } from './local-network';

const resolveMs = 5_000;
const connectMs = 10_000;
/** How long one address may stay silent before the next is tried beside it (RFC 8305, section 5). */
const staggerMs = 250;

/** A way to a server that has been opened. */
export interface Reached {
  readonly socket: ByteStream;
  /** What the server's name led to, as far as that is known on this side of the way. */
  readonly address: string;
  /** The one host key that is taken there; null where the lists of known hosts decide. */
  readonly pinned?: string | null;
  /** A key that was put on the server for this connection alone, to be offered before all others. */
  readonly key?: PrivateKey;
}

/** An address and who was there; empty before the first login. */
export interface LastSeen {
  at: { readonly address: string; readonly fingerprint: string } | null;
}

export interface Server {
  readonly host: string;
  readonly port: number;
}

/**
 * Opens a way to a server.
 *
 * @throws FailureError for every way this can fail, and soon after the signal is aborted.
 */
export type Reach = (
  server: Server,
  onStage: (stage: Stage) => void,
  signal: AbortSignal,
) => Promise<Reached>;

/** A TCP connection from this computer. @param lastSeen where the server was last, if it is known. */
export function reachDirectly(lastSeen?: LastSeen, system: System = thisSystem): Reach {
  return async (server, onStage, signal) => {
    onStage('resolve');
    const { addresses, pinned, unresolved } = await addressesOf(server, lastSeen, signal);
    onStage('tcp');
    try {
      const reached = await reachBastion(server, addresses, signal, connectLending, system);
      return { ...reached, pinned };
    } catch (error) {
      throw unresolved ?? error;
    }
  };
}

interface Addresses {
  readonly addresses: readonly string[];
  /** The one host key that is taken there; null where the lists of known hosts decide. */
  readonly pinned: string | null;
  /** Why the name led nowhere. */
  readonly unresolved: unknown;
}

/**
 * Where the name leads, or else where the bastion was last: a name that cannot be resolved for a
 * while need not keep a tunnel down. Nobody vouches for that address but the key that was there.
 */
async function addressesOf(
  { host, port }: Server,
  lastSeen: LastSeen | undefined,
  signal: AbortSignal,
): Promise<Addresses> {
  try {
    const addresses = await resolveBastion(host, port, signal);
    return { addresses, pinned: null, unresolved: null };
  } catch (unresolved) {
    const last = lastSeen?.at ?? null;
    if (last === null || signal.aborted) throw unresolved;
    return { addresses: [last.address], pinned: last.fingerprint, unresolved };
  }
}

/**
 * The addresses of a bastion, in the order the system prefers.
 *
 * @param signal gives the wait up; the system's own question cannot be taken back.
 * @throws FailureError `bastion-unresolvable` when the name is unknown, 5 s pass, or on abort.
 */
export async function resolveBastion(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const failure: Failure = { code: 'bastion-unresolvable', host, port };
  const waiting = AbortSignal.any([signal, AbortSignal.timeout(resolveMs)]);
  const expired = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new FailureError(failure));
    if (waiting.aborted) giveUp();
    else waiting.addEventListener('abort', giveUp, { once: true });
  });
  try {
    const found = await Promise.race([lookup(host, { all: true, order: 'verbatim' }), expired]);
    if (found.length === 0) throw new FailureError(failure);
    return found.map((entry) => entry.address);
  } catch (error) {
    throw error instanceof FailureError ? error : new FailureError(failure, { cause: error });
  }
}

type Why = Extract<Failure, { code: 'bastion-unreachable' }>['why'];

function whyOf(error: NodeJS.ErrnoException): Why {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ECONNRESET':
      return 'reset';
    case 'ETIMEDOUT':
      return 'timeout';
    default:
      return 'no-route';
  }
}

/** The reason that tells most: a refusal is an answer, silence outranks a missing route. */
function worstOf(reasons: readonly Why[]): Why {
  const order: readonly Why[] = ['refused', 'reset', 'timeout', 'no-route'];
  return order.find((why) => reasons.includes(why)) ?? 'timeout';
}

/**
 * Opens a TCP connection to the first address that answers, each tried 250 ms after the one before
 * (RFC 8305), within 10 s in all. Nagle is off, for it costs small requests 40 ms each; keep-alive
 * is on.
 *
 * @param open makes the socket.
 * @param system on which this runs, which may hide servers from it.
 * @throws FailureError `bastion-unreachable`.
 */
export function reachBastion(
  target: { readonly host: string; readonly port: number },
  addresses: readonly string[],
  signal: AbortSignal,
  open: (options: TcpNetConnectOpts) => Socket = connect,
  system: System = thisSystem,
): Promise<Reached & { readonly socket: Socket }> {
  return new Promise((resolve, reject) => {
    const attempts = new Set<Socket>();
    const reasons: Why[] = [];
    let isHidden = false;
    let next = 0;
    let stagger: NodeJS.Timeout | undefined;

    const finish = (won: Socket | null) => {
      clearTimeout(deadline);
      clearTimeout(stagger);
      signal.removeEventListener('abort', onAbort);
      for (const socket of attempts) if (socket !== won) socket.destroy();
    };
    const fail = (why: Why) => {
      finish(null);
      const at = { ...hostAndPort(target), ...(isHidden && why === 'no-route' && hidden) };
      reject(new FailureError({ code: 'bastion-unreachable', ...at, why }));
    };
    const onAbort = () => fail('timeout');
    const deadline = setTimeout(() => fail('timeout'), connectMs);
    signal.addEventListener('abort', onAbort, { once: true });

    const tryNext = () => {
      clearTimeout(stagger);
      const address = addresses[next];
      if (address === undefined) return;
      next += 1;
      const socket = open({ host: address, port: target.port, noDelay: true, keepAlive: true });
      attempts.add(socket);
      socket.setKeepAlive(true, 15_000);
      socket.once('connect', () => {
        socket.removeAllListeners('error');
        finish(socket);
        resolve({ socket, address });
      });
      socket.on('error', (error) => {
        attempts.delete(socket);
        reasons.push(whyOf(error));
        isHidden ||= mayBeHidden(system, target.host, address, error);
        if (next < addresses.length) tryNext();
        else if (attempts.size === 0) fail(worstOf(reasons));
      });
      if (next < addresses.length) stagger = setTimeout(tryNext, staggerMs);
    };
    if (signal.aborted) onAbort();
    else tryNext();
  });
}

const hidden = { permission: 'local-network' } as const;

function hostAndPort(target: { readonly host: string; readonly port: number }) {
  return { host: target.host, port: target.port };
}
