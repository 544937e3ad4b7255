import type { Snapshot } from '../../../../shared/contract/window';
import { node, reach } from './pages';
import { profile } from './profiles';
import { empty, up, view } from './tunnels';

/** A tunnel of each kind, the local one over two jump hosts with its target answering. */
export function everyKind(): Snapshot {
  const hop = { port: 22, user: 'ec2-user', authentication: null, keyFile: null };
  const forward = { host: node, port: 10_000 };
  const url = `tcp://${node}:10000`;
  const hive = profile('hive', {
    name: 'Hive over JDBC',
    kind: 'local',
    localPort: 10_000,
    forward,
    jumpHosts: [
      { ...hop, host: 'gate.example.com', hostKeyAlias: 'gate' },
      { ...hop, host: 'inner.example.com' },
    ],
    transport: [
      { kind: 'direct' },
      { kind: 'http-proxy', host: 'proxy.example.com', port: 3_128, user: null },
    ],
  });
  const back = profile('back', {
    name: 'Notebook callback',
    kind: 'remote',
    localPort: 9_000,
    forward: { host: '127.0.0.1', port: 8_888 },
  });
  const found = [{ url, check: { outcome: 'answering', status: null, milliseconds: 21 } }] as const;
  return {
    ...empty(),
    profiles: [hive, back, profile('nightly-etl', { name: 'Nightly ETL' })],
    tunnels: [view('hive', up(), 2), view('back', { state: 'connecting', stage: 'tcp', hop: 1 })],
    reach: [{ ...reach('hive'), pages: [...found] }],
  };
}
