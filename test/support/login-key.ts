import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { KeyMaker, MadeKey } from './key-files';

/** A new Ed25519 key, which no other test logs in with. */
export function newKey(maker: KeyMaker, passphrase = ''): MadeKey {
  const file = maker.path('id');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', file]);
  const fingerprint = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' });
  return {
    file,
    publicLine: readFileSync(`${file}.pub`, 'utf8').trim(),
    fingerprint: fingerprint.split(' ')[1] ?? '',
  };
}
