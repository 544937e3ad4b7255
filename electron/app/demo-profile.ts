import type { EngineResult } from '../../shared/contract/engine';
import { noLimit, type Profile, straightWay } from '../../shared/model/profile';
import { profileDefaults } from '../../shared/model/profile-defaults';
import { demoPages } from '../demo/demo-pages';

/** The demonstration is one tunnel, known by this id wherever it is spoken of. */
export const demoId = 'demo';

/** The demonstration's tunnel as the engine's embedded bastion wants it now. */
export function demoProfile(
  bastion: EngineResult<'prepareDemo'>,
  previous: Profile | null,
  localPort: number,
): Profile {
  const kept = previous ?? {
    name: 'Demo cluster',
    group: null,
    kind: 'dynamic' as const,
    ...straightWay(),
    listen: { address: '127.0.0.1', port: localPort },
    allow: [],
    limit: noLimit,
    pages: demoPages.map(({ url }) => url),
    reconnect: true,
    startWithApp: false,
  };
  return {
    ...kept,
    id: demoId,
    demo: true,
    bastion: { host: bastion.host, port: bastion.port, user: bastion.user },
    authentication: [{ method: 'key-file', path: bastion.keyPath }],
  };
}

/**
 * The first local port from 8157 on that no stored tunnel wants and nothing listens on now.
 *
 * @param taken ports of stored tunnels.
 * @throws Error when a hundred in a row are taken.
 */
export async function freeLocalPort(taken: ReadonlySet<number>): Promise<number> {
  // Few people start the demonstration: the window need not wait for what it takes.
  const { canBind } = await import('../socks/can-bind');
  const first = profileDefaults.localPort;
  for (let port = first; port < first + 100; port += 1) {
    if (!taken.has(port) && (await canBind('127.0.0.1', port))) return port;
  }
  throw new Error(`no free port from ${first} to ${first + 99}`);
}
