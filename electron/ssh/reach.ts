import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { type Failure, FailureError } from '../../shared/model/failure';

const resolveMs = 5_000;
const connectMs = 10_000;
/** How long one address may stay silent before the next is tried beside it (RFC 8305, section 5). */
const staggerMs = 250;

export interface Reached {
  readonly socket: Socket;
  readonly address: string;
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
 * @throws FailureError `bastion-unreachable`.
 */
export function reachBastion(
  target: { readonly host: string; readonly port: number },
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Reached> {
  return new Promise((resolve, reject) => {
    const attempts = new Set<Socket>();
    const reasons: Why[] = [];
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
      reject(new FailureError({ code: 'bastion-unreachable', ...hostAndPort(target), why }));
    };
    const onAbort = () => fail('timeout');
    const deadline = setTimeout(() => fail('timeout'), connectMs);
    signal.addEventListener('abort', onAbort, { once: true });

    const tryNext = () => {
      clearTimeout(stagger);
      const address = addresses[next];
      if (address === undefined) return;
      next += 1;
      const socket = connect({ host: address, port: target.port, noDelay: true, keepAlive: true });
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
        if (next < addresses.length) tryNext();
        else if (attempts.size === 0) fail(worstOf(reasons));
      });
      if (next < addresses.length) stagger = setTimeout(tryNext, staggerMs);
    };
    if (signal.aborted) onAbort();
    else tryNext();
  });
}

function hostAndPort(target: { readonly host: string; readonly port: number }) {
  return { host: target.host, port: target.port };
}
