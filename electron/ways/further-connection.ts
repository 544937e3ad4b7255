import { FailureError } from '../../shared/model/failure';
import type { Bastion } from '../../shared/model/way';
import { agentLabel } from '../ssh/authentication';
import { connectBastion } from '../ssh/connect-bastion';
import type { BastionConnection } from '../ssh/connection';
import { Credentials, type LoginMeans } from '../ssh/credentials';
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
 * How one more connection is made to a bastion, without a person: with the same key, from its file or
 * by an agent that asks nobody, to the same address, and to the same host key alone.
 *
 * @returns what makes it; rejects with FailureError, `auth-cancelled` where the first connection was
 *   let in by anything else, or by an agent that took its time.
 */
export function furtherConnection(
  options: FurtherOptions,
): (signal: AbortSignal) => Promise<BastionConnection> {
  const { profile, trust, server, alias, credentials, first, receiveLimit, inTurn } = options;
  const { facts } = first;
  const questions = nobody;
  return async (signal) => {
    const login = unattended(await credentials.prepare(signal), facts.authenticatedBy, credentials);
    const { fingerprint } = facts.hostKey;
    const made = await connectBastion({
      ...server,
      credentials: new Credentials({
        keys: options.keys,
        ...server,
        authentication: profile.authentication.filter(({ method }) => method === login.method),
        keysOf: {
          prepare: async () => login.means,
          agentSigned: (ms) => credentials.agentSigned(ms),
        },
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

/** An agent that signs by itself has done so long before, ms; later than that it is asking its owner. */
const agentPatienceMs = 1_000;

interface UnattendedLogin {
  readonly method: 'key-file' | 'agent';
  readonly means: LoginMeans;
}

/** What lets us in once more as it did the first time, with nobody there. */
function unattended(
  means: LoginMeans,
  authenticatedBy: string,
  credentials: Credentials,
): UnattendedLogin {
  const { key, agent } = means;
  if (key !== null && authenticatedBy === `publickey ${key.facts.fingerprint}`) {
    return { method: 'key-file', means };
  }
  if (agent !== null && authenticatedBy === agentLabel && credentials.agentAsksNobody) {
    return { method: 'agent', means: { ...means, agentPatienceMs } };
  }
  throw new FailureError({ code: 'auth-cancelled' });
}
