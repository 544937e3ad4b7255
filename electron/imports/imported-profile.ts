import { randomUUID } from 'node:crypto';
import type { ImportDraft } from '../../shared/model/import-preview';
import { type Authentication, type Profile, straightWay } from '../../shared/model/profile';
import type { ExistingTunnel } from './settle';

/** The tunnel an import makes of what it proposed; new, and started by nobody yet. */
export function profileFromImport(draft: ImportDraft): Profile {
  return {
    id: randomUUID(),
    name: draft.name,
    group: draft.group,
    kind: draft.kind,
    bastion: draft.bastion,
    authentication: [wayToLogIn(draft)],
    ...straightWay(),
    jumpHosts: draft.jumpHosts.map(({ authentication, keyFile, ...server }) => ({
      ...server,
      authentication: authentication === null ? null : [wayToLogIn({ authentication, keyFile })],
    })),
    transport: draft.transport,
    instance: draft.instance,
    listen: { address: draft.listenAddress, port: draft.localPort },
    forward: draft.forward,
    allow: [],
    limit: draft.limit,
    pages: [],
    reconnect: true,
    startWithApp: false,
    demo: false,
  };
}

function wayToLogIn({
  authentication,
  keyFile,
}: {
  readonly authentication: Authentication['method'];
  readonly keyFile: ImportDraft['keyFile'];
}): Authentication {
  if (authentication !== 'key-file') return { method: authentication };
  return keyFile === null ? { method: 'agent' } : { method: 'key-file', path: keyFile.path };
}

/** The tunnels there are, as far as an import must keep out of their way. */
export function existingTunnels(profiles: readonly Profile[]): readonly ExistingTunnel[] {
  return profiles.map(({ name, kind, bastion, listen, forward }) => ({
    name,
    kind,
    host: bastion.host,
    port: bastion.port,
    user: bastion.user,
    localPort: listen.port,
    forward,
  }));
}
