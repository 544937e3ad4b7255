import type { ServerCode } from '../../../../shared/text/failures/words';
import { bastion, type Samples } from './sample';

const hostKey = {
  ...bastion,
  type: 'ssh-ed25519',
  fingerprint: 'SHA256:n3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3wn3w0',
};

/** The failures of the server that answers, and of its host key. */
export const serverSamples: Samples<ServerCode> = {
  'not-ssh': [
    { code: 'not-ssh', ...bastion, received: 'HTTP/1.1 400 Bad Request' },
    { code: 'not-ssh', ...bastion, received: '' },
  ],
  'algorithms-mismatch': [
    {
      code: 'algorithms-mismatch',
      ...bastion,
      kind: 'key-exchange',
      offered: ['diffie-hellman-group1-sha1', 'diffie-hellman-group14-sha1'],
    },
    { code: 'algorithms-mismatch', ...bastion, kind: 'cipher', offered: ['3des-cbc'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'mac', offered: ['hmac-md5'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'host-key', offered: ['ssh-dss'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'compression', offered: ['zlib'] },
    { code: 'algorithms-mismatch', ...bastion, kind: 'unknown', offered: [] },
  ],
  'handshake-timeout': [
    { code: 'handshake-timeout', ...bastion, stage: 'key-exchange', seconds: 20 },
    { code: 'handshake-timeout', ...bastion, stage: 'authentication', seconds: 30 },
  ],
  'host-key-unknown': [{ code: 'host-key-unknown', ...hostKey }],
  'host-key-changed': [
    {
      code: 'host-key-changed',
      ...hostKey,
      known: [{ fingerprint: 'SHA256:0ld0ld', type: 'ssh-rsa', source: 'known_hosts' }],
    },
  ],
  'host-key-revoked': [{ code: 'host-key-revoked', ...hostKey, source: 'known_hosts' }],
  'host-key-refused': [{ code: 'host-key-refused', ...hostKey }],
  'host-key-unproven': [{ code: 'host-key-unproven', ...hostKey }],
  'known-hosts-unreadable': [{ code: 'known-hosts-unreadable', file: '~/.ssh/known_hosts' }],
  'trust-store-unwritable': [
    { code: 'trust-store-unwritable', file: 'trusted-hosts.json', why: 'ENOSPC' },
  ],
};
