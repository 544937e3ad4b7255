import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { type CliRun, culvert } from './cli';
import { type WebOrigin, webOrigin } from './origin';
import { type Sshd, startSshd } from './sshd';
import { temporaryFolder } from './temp-folder';

/** The passphrase of the key, which must be seen nowhere. */
export const canary = 'canary-passphrase-7f3a';

/** A bastion with a page behind it, and the command line that leads there. */
export interface CliBastion {
  /** Of this file of tests; its key is `key.ppk`. */
  readonly folder: ReturnType<typeof temporaryFolder>;
  /** Culvert's own folder. */
  readonly dataDir: string;
  sshd(): Sshd;
  origin(): WebOrigin;
  /** The arguments of an `up` that lacks nothing but trust in the host key. */
  upArgs(...more: string[]): string[];
  /** Runs them. */
  up(...more: string[]): CliRun;
}

/** Keeps a bastion, a page and an encrypted key of PuTTY's while the tests of this file run. */
export function cliBastion(): CliBastion {
  const folder = temporaryFolder('culvert-cli-');
  const dataDir = folder.file('data');
  let sshd: Sshd;
  let origin: WebOrigin;
  beforeAll(async () => {
    const publicKey = makeKey(folder.file('key.ppk'), folder.file('phrase'));
    [sshd, origin] = await Promise.all([
      startSshd({ authorizedKeys: [publicKey] }),
      webOrigin(3 << 20),
    ]);
  });
  afterAll(async () => {
    await origin.close();
    await sshd.stop();
    folder.remove();
  });
  const upArgs = (...more: string[]) => [
    ...['up', '--json', '--host', '127.0.0.1', '--port', String(sshd.port), '--user', sshd.user],
    ...['--identity', folder.file('key.ppk'), '--passphrase-env', 'CANARY'],
    ...['--allow', '127.0.0.0/8', '--local-port', '0'],
    ...more,
  ];
  return {
    folder,
    dataDir,
    sshd: () => sshd,
    origin: () => origin,
    upArgs,
    up: (...more) => culvert(upArgs(...more), { dataDir, env: { CANARY: canary } }),
  };
}

/** Makes an encrypted key and returns its public half, as `authorized_keys` holds it. */
function makeKey(file: string, phraseFile: string): string {
  writeFileSync(phraseFile, canary);
  const about = ['-q', '-t', 'ecdsa', '-b', '256', '-C', 'cli'];
  execFileSync('puttygen', [...about, '-o', file, '--new-passphrase', phraseFile]);
  const printed = execFileSync('puttygen', ['-L', file, '--old-passphrase', phraseFile], {
    encoding: 'utf8',
  });
  return printed.trim();
}
