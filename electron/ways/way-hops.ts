import { jumpHostScope, type SecretScope } from '../../shared/model/secret-scope';
import type { Bastion, JumpHost } from '../../shared/model/way';
import { Credentials } from '../ssh/credentials';
import { HostKeyGate } from '../ssh/host-key-gate';
import type { LastSeen } from '../ssh/reach';
import type { WayOptions, WayProfile } from './way-options';

/** One server of the way, and what it is met with; lives as long as a run of the tunnel. */
export interface Hop {
  readonly server: Bastion;
  readonly credentials: Credentials;
  readonly gate: HostKeyGate;
  readonly lastSeen: LastSeen;
  /** Counted from 1 for jump hosts; undefined for the bastion. */
  readonly number: number | undefined;
  /** What its secret opens; null for the bastion. */
  readonly scope: SecretScope | null;
}

/** All servers of a way in the order they are dialled, the bastion last; takes its secret over. */
export function hopsOf(options: WayOptions): Hop[] {
  const { bastion, authentication, jumpHosts } = options.profile;
  const { secret } = options;
  const own = credentialsOf(options, bastion, authentication, { secret });
  return [
    ...jumpHosts.map((server, at) => jumpHop(options, server, own, at + 1)),
    {
      server: bastion,
      credentials: own,
      gate: gateOf(options, bastion),
      lastSeen: { at: null },
      number: undefined,
      scope: null,
    },
  ];
}

/**
 * What a server's host keys are kept under instead of its name, if anything. A cluster's id comes
 * before the name a person gave: its nodes come and go.
 */
export function aliasOf({ alias, profile }: WayOptions, server: Bastion): string | undefined {
  return (server === profile.bastion ? alias : undefined) ?? server.hostKeyAlias;
}

function jumpHop(options: WayOptions, server: JumpHost, tunnels: Credentials, number: number): Hop {
  const { profile, secretFor } = options;
  const scope = jumpHostScope(server, profile.authentication);
  const secret = secretFor(scope);
  const credentials =
    server.authentication === null
      ? credentialsOf(options, server, profile.authentication, { secret, keysOf: tunnels })
      : credentialsOf(options, server, server.authentication, { secret });
  return {
    server,
    credentials,
    gate: gateOf(options, server),
    lastSeen: { at: null },
    number,
    scope,
  };
}

interface Known {
  readonly secret: Uint8Array | null;
  readonly keysOf?: Credentials;
}

function credentialsOf(
  { keys, questions, tell }: WayOptions,
  { user, host }: Bastion,
  authentication: WayProfile['authentication'],
  known: Known,
): Credentials {
  return new Credentials({
    authentication,
    user,
    host,
    keys,
    questions,
    ...known,
    onKeyWarning: (keyName, warning) => tell({ code: 'key-warning', keyName, warning }),
  });
}

function gateOf(options: WayOptions, server: Bastion): HostKeyGate {
  const { trust, questions, admission } = options;
  const { host, port } = server;
  const alias = aliasOf(options, server);
  return new HostKeyGate({ host, port, alias, trust, questions, ...admission });
}
