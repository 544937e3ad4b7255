import { noLimit, type Profile, straightWay } from '../../../shared/model/profile';
import type { ProfileDraft } from '../../../shared/model/profile-view';
import type { TunnelState } from '../../../shared/model/tunnel-state';

export function profile(changes: Partial<Profile> = {}): Profile {
  return {
    id: 'etl',
    name: 'Nightly ETL',
    group: null,
    kind: 'dynamic',
    ...straightWay(),
    bastion: { host: 'bastion.seoul.example', port: 22, user: 'ec2-user' },
    authentication: [{ method: 'key-file', path: '/home/ana/.ssh/seoul.ppk' }],
    listen: { address: '127.0.0.1', port: 8157 },
    allow: [],
    limit: noLimit,
    pages: [],
    reconnect: true,
    startWithApp: false,
    demo: false,
    ...changes,
  };
}

export function draft(changes: Partial<ProfileDraft> = {}): ProfileDraft {
  return {
    name: 'Nightly ETL',
    group: null,
    bastion: { host: 'bastion.seoul.example', port: 22, user: 'ec2-user' },
    kind: 'dynamic',
    listenAddress: '127.0.0.1',
    ...straightWay(),
    jumpHosts: [],
    authentication: 'agent',
    keyToken: null,
    localPort: 8157,
    allow: [],
    limit: noLimit,
    pages: [],
    session: false,
    reconnect: true,
    startWithApp: false,
    ...changes,
  };
}

const session = {
  address: '10.0.0.5',
  software: 'OpenSSH_9.2p1',
  hostKey: { type: 'ssh-ed25519', fingerprint: 'SHA256:x' },
  keyExchange: 'curve25519-sha256',
  cipher: 'aes128-gcm@openssh.com',
  strictKeyExchange: true,
  authenticatedBy: 'publickey SHA256:y',
};
const listen = { address: '127.0.0.1', port: 8157 } as const;

export const up: TunnelState = { state: 'up', since: 1, listen, session };

/** One state of each kind. */
export const states: readonly TunnelState[] = [
  { state: 'stopped' },
  { state: 'connecting', stage: 'tcp' },
  up,
  { state: 'suspect', since: 1, why: 'silent', listen, session },
  {
    state: 'reconnecting',
    attempt: 1,
    retryAt: 1,
    cause: { code: 'engine-crashed' },
    listen,
  },
  { state: 'blocked', cause: { code: 'auth-cancelled' } },
  { state: 'stopping' },
];
