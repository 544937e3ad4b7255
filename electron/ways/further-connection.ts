import { FailureError } from '../../shared/model/failure';
import type { Bastion } from '../../shared/model/way';
import { connectBastion } from '../ssh/connect-bastion';
import type { BastionConnection } from '../ssh/connection';
import { Credentials } from '../ssh/credentials';
import { HostKeyGate } from '../ssh/host-key-gate';
import { connectLending } from '../ssh/lent-reads';
import { nobody } from '../ssh/questions';
import { reachBastion } from '../ssh/reach';
import type { ReceiveLimit } from '../ssh/receive-budget';
import type { WayOptions } from './way-options';

export interface FurtherOptions
  extends Pick<WayOptions, 'profile' | 'keys' | 'trust' | 'keepAliveMs' | 'inTurn'> {
  readonly server: Bastion;
  /** What its host keys are kept under instead of its name. */
  readonly alias: string | undefined;
  /** Those of the first connection: the key is the one that was unlocked for it. */
  readonly credentials: Credentials;
  readonly receiveLimit: ReceiveLimit;
  readonly first: BastionConnection;
}

/**
 * How one more connection is made to a bastion, without a person: with the same key from a file, to
 * the same address, and to the same host key alone. An agent might ask somebody.
 *
 * @returns what makes it; rejects with FailureError, `auth-cancelled` where the first connection was
 *   let in by anything but the key.
 */
export function furtherConnection(
  options: FurtherOptions,
): (signal: AbortSignal) => Promise<BastionConnection> {
  const { profile, trust, server, alias, credentials, first, receiveLimit, inTurn } = options;
  const { facts } = first;
  const questions = nobody;
  return async (signal) => {
    const { key } = await credentials.prepare(signal);
    if (key === null || facts.authenticatedBy !== `publickey ${key.facts.fingerprint}`) {
      throw new FailureError({ code: 'auth-cancelled' });
    }
    const { fingerprint } = facts.hostKey;
    const made = await connectBastion({
      ...server,
      credentials: new Credentials({
        keys: options.keys,
        ...server,
        authentication: profile.authentication.filter(({ method }) => method === 'key-file'),
        keysOf: credentials,
        questions,
        secret: null,
        onKeyWarning: () => undefined,
      }),
      gate: new HostKeyGate({
        ...server,
        alias,
        trust,
        questions,
        expected: [fingerprint],
        acceptNew: false,
        remember: false,
      }),
      questions,
      signal,
      reach: (target, _onStage, aborted) =>
        reachBastion(target, [facts.address], aborted, connectLending),
      receiveLimit,
      onStage: () => undefined,
      onBanner: () => undefined,
      onTrusted: () => undefined,
      onHostKeysChanged: () => undefined,
      onNotKept: () => undefined,
      session: profile.session === true,
      keepAliveMs: options.keepAliveMs,
      inTurn: (login) => inTurn(`${server.host}:${server.port}`, login, 'further', signal),
    });
    made.sharesLineWith(first);
    return made;
  };
}
