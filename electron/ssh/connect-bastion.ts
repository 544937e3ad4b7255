import { FailureError } from '../../shared/model/failure';
import type { ConnectOptions } from './connect-options';
import { BastionConnection } from './connection';
import type { LoginMeans } from './credentials';
import { Handshake } from './handshake';
import { type Reached, reachDirectly } from './reach';

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
    else if (outcome !== 'another-host-key') {
      await outcome.answer.finally(() => throwIfAborted(options));
    }
    throwIfAborted(options);
  }
}

async function dialOnce(
  options: ConnectOptions,
  means: LoginMeans,
  guardedOnly: boolean,
): ReturnType<Handshake['run']> {
  throwIfAborted(options);
  const { lastSeen, onStage, signal } = options;
  const reach = options.reach ?? reachDirectly(lastSeen);
  const reached = await reach(options, onStage, signal);
  if (signal.aborted) reached.socket.destroy();
  throwIfAborted(options);
  const care = { guardedOnly, pinned: reached.pinned ?? null };
  const outcome = await new Handshake(options, meansFor(reached, means), reached, care).run();
  if (outcome instanceof BastionConnection && lastSeen && options.reach === undefined) {
    const { hostKey } = outcome.facts;
    lastSeen.at = { address: reached.address, fingerprint: hostKey.fingerprint };
  }
  return outcome;
}

/** A key the server was given for this connection goes before everything else. */
function meansFor({ key }: Reached, means: LoginMeans): LoginMeans {
  if (key === undefined) return means;
  const others = means.order.filter((method) => method !== 'key-file');
  return { ...means, key, order: ['key-file', ...others] };
}

function throwIfAborted(options: ConnectOptions): void {
  if (options.signal.aborted) throw new FailureError({ code: 'auth-cancelled' });
}
