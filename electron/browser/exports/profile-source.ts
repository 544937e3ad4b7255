import type { Profile } from '../../../shared/model/profile';
import { type PrivateNetwork, unknownNetwork } from '../tunnel-patterns';
import type { ExportSource } from './export-source';

/** A stored tunnel as its exports need it. @param network what is known of where it leads. */
export function profileSource(
  profile: Profile,
  network: PrivateNetwork = unknownNetwork,
): ExportSource {
  const { name, listen, pages, limit, bastion, jumpHosts, instance, cluster } = profile;
  const key = profile.authentication.find((way) => way.method === 'key-file');
  const [transport = { kind: 'direct' as const }] = profile.transport;
  return {
    name,
    port: listen.port,
    pages,
    limit,
    network,
    ssh: {
      bastion,
      identity: key?.method === 'key-file' ? key.path : null,
      jumpHosts,
      transport,
      instance,
      // The private addresses of clusters are used again: their keys go by the cluster.
      hostKeyAlias: cluster?.login === true ? (cluster.last?.id ?? null) : null,
    },
  };
}
