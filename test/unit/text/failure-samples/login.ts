import type { LoginCode } from '../../../../shared/text/failures/words';
import { bastion, type Samples } from './sample';

const key = { name: 'emr-prod.pem' };

/** The failures of logging in. */
export const loginSamples: Samples<LoginCode> = {
  'key-missing': [{ code: 'key-missing', ...key }],
  'key-unreadable': [{ code: 'key-unreadable', ...key, why: 'EACCES' }],
  'key-is-directory': [{ code: 'key-is-directory', ...key }],
  'key-not-a-file': [{ code: 'key-not-a-file', ...key }],
  'key-too-large': [{ code: 'key-too-large', ...key, bytes: 70_001, limit: 65_536 }],
  'key-empty': [{ code: 'key-empty', ...key }],
  'key-not-recognised': [{ code: 'key-not-recognised', ...key }],
  'key-corrupt': [{ code: 'key-corrupt', ...key, format: 'ppk3' }],
  'key-truncated': [{ code: 'key-truncated', ...key, format: 'openssh' }],
  'key-unsupported': [{ code: 'key-unsupported', ...key, type: 'ssh-dss' }],
  'key-is-public': [{ code: 'key-is-public', ...key }],
  'key-is-certificate': [{ code: 'key-is-certificate', ...key }],
  'key-encoding': [
    { code: 'key-encoding', ...key, encoding: 'utf-16le' },
    { code: 'key-encoding', ...key, encoding: 'utf-16be' },
  ],
  'passphrase-required': [{ code: 'passphrase-required', ...key }],
  'passphrase-wrong': [{ code: 'passphrase-wrong', ...key }],
  'agent-unavailable': [
    { code: 'agent-unavailable', agent: 'ssh-agent', why: 'not-configured' },
    { code: 'agent-unavailable', agent: 'windows-openssh', why: 'no-answer' },
    { code: 'agent-unavailable', agent: 'pageant', why: 'refused' },
  ],
  'agent-empty': [{ code: 'agent-empty' }],
  'auth-refused': [
    {
      code: 'auth-refused',
      user: 'ec2-user',
      tried: ['publickey SHA256:mine', 'password'],
      accepted: ['keyboard-interactive'],
    },
    { code: 'auth-refused', user: 'ec2-user', tried: [], accepted: [] },
    {
      code: 'auth-refused',
      user: 'ana',
      server: { ...bastion, hop: 3 },
      tried: ['password'],
      accepted: ['publickey'],
    },
  ],
  'password-expired': [
    { code: 'password-expired', user: 'ana' },
    { code: 'password-expired', user: 'ana', server: { ...bastion, hop: 3 } },
  ],
  'auth-cancelled': [{ code: 'auth-cancelled' }],
};
