import type { Profile } from '../../../shared/model/profile';
import { networkOf } from '../cluster-network';
import type { ExportSource, SshWay } from './export-source';

/** A stored tunnel as its exports need it. */
export function profileSource(profile: Profile): ExportSource {
  const { name, listen, pages, limit, bastion, jumpHosts, instance, cluster } = profile;
  const key = profile.authentication.find((way) => way.method === 'key-file');
  const [transport = { kind: 'direct' as const }] = profile.transport;
  return {
    name,
    port: listen.port,
    pages,
    limit,
    network: networkOf(profile),
    ssh: {
      bastion,
      identity: key?.method === 'key-file' ? key.path : null,
      jumpHosts,
      transport,
      instance,
      forward: forwardOf(profile),
      // The private addresses of clusters are used again: their keys go by the cluster.
      hostKeyAlias: (cluster?.login ? cluster.last?.id : null) ?? bastion.hostKeyAlias ?? null,
    },
  };
}

function forwardOf({ kind, listen, forward }: Profile): SshWay['forward'] {
  const here = `${bracketed(listen.address)}:${listen.port}`;
  if (kind === 'dynamic' || forward === null) return ['DynamicForward', here];
  const keyword = kind === 'local' ? 'LocalForward' : 'RemoteForward';
  return [keyword, `${here} ${bracketed(forward.host)}:${forward.port}`];
}

/** An IPv6 address stands in brackets where a port follows (ssh_config(5), LocalForward). */
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
