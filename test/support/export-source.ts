import type { ExportSource, SshWay } from '../../electron/browser/exports/export-source';
import { unknownNetwork } from '../../electron/browser/tunnel-patterns';
import { noLimit } from '../../shared/model/profile';

/** A straight way to a bastion. */
export function sshWay(changes: Partial<SshWay> = {}): SshWay {
  return {
    bastion: { host: 'bastion.seoul.example', port: 22, user: 'ec2-user' },
    identity: '/home/ana/.ssh/seoul.pem',
    jumpHosts: [],
    transport: { kind: 'direct' },
    instance: null,
    forward: ['DynamicForward', '127.0.0.1:9157'],
    hostKeyAlias: null,
    ...changes,
  };
}

/** A tunnel of which nothing is known but its port and its bastion. */
export function exportSource(changes: Partial<ExportSource> = {}): ExportSource {
  return {
    name: 'Nightly ETL',
    port: 9157,
    pages: [],
    limit: noLimit,
    network: unknownNetwork,
    ssh: sshWay(),
    ...changes,
  };
}
