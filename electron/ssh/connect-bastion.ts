import { FailureError } from '../../shared/model/failure';
import type { ConnectOptions } from './connect-options';
import { BastionConnection } from './connection';
import type { LoginMeans } from './credentials';
import { Handshake } from './handshake';
import { reachBastion, resolveBastion } from './reach';

/**
 * Dials a bastion and logs in. While a first host key waits for its person the connection is given
 * up after 20 s and made anew after the answer, so that no server is kept waiting.
 *
 * @throws FailureError for every way this can fail; the stages name where.
 */
export async function connectBastion(options: ConnectOptions): Promise<BastionConnection> {
  const means = await options.credentials.prepare(options.signal);
  let guardedOnly = false;
  for (;;) {
    const outcome = await options.inTurn(() => dialOnce(options, means, guardedOnly));
    if (outcome instanceof BastionConnection) return outcome;
    if (outcome === 'guarded-ciphers-only') guardedOnly = true;
    else await outcome.answer;
    throwIfAborted(options);
  }
}

async function dialOnce(
  options: ConnectOptions,
  means: LoginMeans,
  guardedOnly: boolean,
): ReturnType<Handshake['run']> {
  throwIfAborted(options);
  options.onStage('resolve');
  const { addresses, pinned, unresolved } = await addressesOf(options);
  throwIfAborted(options);
  options.onStage('tcp');
  const reached = await reachBastion(options, addresses, options.signal).catch((error: unknown) => {
    throw unresolved ?? error;
  });
  const outcome = await new Handshake(options, means, reached, { guardedOnly, pinned }).run();
  if (outcome instanceof BastionConnection && options.lastSeen !== undefined) {
    const { hostKey } = outcome.facts;
    options.lastSeen.at = { address: reached.address, fingerprint: hostKey.fingerprint };
  }
  return outcome;
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
async function addressesOf({ host, port, signal, lastSeen }: ConnectOptions): Promise<Addresses> {
  try {
    const addresses = await resolveBastion(host, port, signal);
    return { addresses, pinned: null, unresolved: null };
  } catch (unresolved) {
    const last = lastSeen?.at ?? null;
    if (last === null || signal.aborted) throw unresolved;
    return { addresses: [last.address], pinned: last.fingerprint, unresolved };
  }
}

function throwIfAborted(options: ConnectOptions): void {
  if (options.signal.aborted) throw new FailureError({ code: 'auth-cancelled' });
}
