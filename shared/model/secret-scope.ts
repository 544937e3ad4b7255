import type { Profile } from './profile';
import type { Authentication, Bastion, JumpHost, Transport } from './way';

/**
 * What a secret opens, as text to compare: a key file, a login at a server, or one at a proxy. When a
 * change of a profile changes this, the secret belongs to something else and must be forgotten: a
 * password must not be offered to another server.
 */
export type SecretScope = string;

/** A secret beside the bastion's own: a jump host's or a proxy's. */
export interface WaySecret {
  readonly scope: SecretScope;
  readonly secret: Uint8Array;
}

function loginScope({ user, host, port }: Bastion, ways: readonly Authentication[]): SecretScope {
  return ways
    .map((way) =>
      way.method === 'key-file' ? `key ${way.path}` : `${way.method} ${user}@${host}:${port}`,
    )
    .join('\n');
}

/** What the bastion's own secret opens: its key file, or a login there. */
export function bastionScope({
  bastion,
  authentication,
}: Pick<Profile, 'bastion' | 'authentication'>): SecretScope {
  return loginScope(bastion, authentication);
}

/** @param tunnels the tunnel's own ways to log in; its key is unlocked with the bastion's secret. */
export function jumpHostScope(hop: JumpHost, tunnels: readonly Authentication[]): SecretScope {
  const own = hop.authentication ?? tunnels.filter(({ method }) => method !== 'key-file');
  return `jump ${hop.user}@${hop.host}:${hop.port}\n${loginScope(hop, own)}`;
}

/** What a secret for an HTTP proxy opens: the login of one user there. */
export function proxyScope(
  proxy: Pick<Extract<Transport, { kind: 'http-proxy' }>, 'host' | 'port' | 'user'>,
): SecretScope {
  return `proxy ${proxy.user ?? ''}@${proxy.host}:${proxy.port}`;
}

/** What the secrets on the way to a bastion open. */
export function wayScopes({
  jumpHosts,
  transport,
  authentication,
}: Pick<Profile, 'jumpHosts' | 'transport' | 'authentication'>): SecretScope[] {
  const proxies = transport.flatMap((way) =>
    way.kind === 'http-proxy' || way.kind === 'socks-proxy' ? [proxyScope(way)] : [],
  );
  const hops = jumpHosts.map((hop) => jumpHostScope(hop, authentication));
  return [...new Set([...proxies, ...hops])];
}
