import type { KeyChoice, ProfileView } from '../../../../shared/model/profile-view';
import { bastion, fingerprints } from './bastion';

/** An encrypted key whose kind can be read without its passphrase. */
export const ed25519Key: KeyChoice = {
  token: '0123456789abcdef0123456789abcdef',
  name: 'seoul.ppk',
  key: {
    readable: true,
    facts: {
      format: 'ppk3',
      type: 'ssh-ed25519',
      bits: 256,
      fingerprint: fingerprints.known,
      comment: 'seoul',
      encrypted: true,
      warnings: ['readable-by-others'],
    },
  },
};

/** A stored tunnel like the ones people make. */
export function profile(id: string, changes: Partial<ProfileView> = {}): ProfileView {
  return {
    id,
    name: id,
    group: null,
    kind: 'dynamic',
    bastion: { ...bastion, user: 'ec2-user' },
    authentication: 'key-file',
    keyFile: ed25519Key,
    jumpHosts: [],
    transport: [{ kind: 'direct' }],
    instance: null,
    cluster: null,
    listenAddress: '127.0.0.1',
    forward: null,
    localPort: 8157,
    allow: [],
    limit: { suffixes: [], ranges: [], ports: [] },
    pages: [],
    session: false,
    reconnect: true,
    startWithApp: false,
    demo: false,
    secretStored: false,
    anySecretStored: changes.secretStored ?? false,
    ...changes,
  };
}
