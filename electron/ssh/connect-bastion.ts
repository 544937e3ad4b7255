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
  const addresses = await resolveBastion(options.host, options.port, options.signal);
  throwIfAborted(options);
  options.onStage('tcp');
  const reached = await reachBastion(options, addresses, options.signal);
  return new Handshake(options, means, reached, guardedOnly).run();
}

function throwIfAborted(options: ConnectOptions): void {
  if (options.signal.aborted) throw new FailureError({ code: 'auth-cancelled' });
}
