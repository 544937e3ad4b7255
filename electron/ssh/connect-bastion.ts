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
  for (;;) {
    const outcome = await options.inTurn(() => dialOnce(options, means));
    if (outcome instanceof BastionConnection) return outcome;
    await outcome.answer;
    throwIfAborted(options);
  }
}

async function dialOnce(
  options: ConnectOptions,
  means: LoginMeans,
): Promise<BastionConnection | { answer: Promise<void> }> {
  throwIfAborted(options);
  options.onStage('resolve');
  const addresses = await resolveBastion(options.host, options.port, options.signal);
  throwIfAborted(options);
  options.onStage('tcp');
  const { socket, address } = await reachBastion(options, addresses, options.signal);
  const handshake = new Handshake(options, means, socket, address);
  return handshake.run();
}

function throwIfAborted(options: ConnectOptions): void {
  if (options.signal.aborted) throw new FailureError({ code: 'auth-cancelled' });
}
