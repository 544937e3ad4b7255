import type { Snapshot } from '../../../../shared/contract/window';
import type { Failure } from '../../../../shared/model/failure';
import { bastion, fingerprints } from './bastion';
import { threeTunnels, view } from './tunnels';

/** What stops a tunnel until a person has done something. */
export const troubles: Readonly<Record<'hostKey' | 'unreachable' | 'refused' | 'port', Failure>> = {
  hostKey: {
    code: 'host-key-changed',
    ...bastion,
    type: 'ssh-ed25519',
    fingerprint: fingerprints.presented,
    known: [
      { type: 'ssh-ed25519', fingerprint: fingerprints.known, source: '~/.ssh/known_hosts:12' },
    ],
  },
  unreachable: { code: 'bastion-unreachable', ...bastion, why: 'timeout' },
  refused: {
    code: 'auth-refused',
    user: 'ec2-user',
    tried: [`publickey ${fingerprints.known}`],
    accepted: ['publickey'],
  },
  port: { code: 'port-in-use', port: 8157, pid: 4242, name: 'ssh' },
};

/** Three tunnels of which the first needs a person. */
export function blockedBy(cause: Failure): Snapshot {
  const base = threeTunnels();
  const blocked = view('nightly-etl', { state: 'blocked', cause });
  return {
    ...base,
    tunnels: [blocked, ...base.tunnels.slice(1)],
    log: [
      ...base.log,
      {
        sequence: 100,
        at: Date.now(),
        profileId: 'nightly-etl',
        event: { code: 'blocked', cause },
      },
    ],
  };
}
