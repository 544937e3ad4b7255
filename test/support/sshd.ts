import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { freePort, waitUntil } from './ports';
import { temporaryFolder } from './temp-folder';

export interface SshdOptions {
  /** Lines of sshd_config put before the defaults: sshd takes the first value it sees. */
  readonly config?: readonly string[];
  /** Lines of authorized_keys; more can be added later with `authorize`. */
  readonly authorizedKeys?: readonly string[];
  /** Types of host key to make, in the order given. */
  readonly hostKeyTypes?: readonly ('ed25519' | 'ecdsa' | 'rsa')[];
  readonly port?: number;
}

/** A real OpenSSH server of this test's own, on loopback, that touches nothing outside its folder. */
export interface Sshd {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly process: ChildProcess;
  /** Path of a host key; `.pub` beside it. */
  hostKeyFile(type: 'ed25519' | 'ecdsa' | 'rsa'): string;
  /** `SHA256:…` of a host key. */
  fingerprint(type?: 'ed25519' | 'ecdsa' | 'rsa'): string;
  authorize(publicKeyLine: string): void;
  /** What sshd has written to its log so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts sshd and waits until it listens. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = temporaryFolder('culvert-sshd-');
  const types = options.hostKeyTypes ?? ['ed25519'];
  for (const type of types) {
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', folder.file(`host_${type}`)]);
  }
  const authorized = folder.file('authorized_keys');
  writeFileSync(authorized, (options.authorizedKeys ?? []).map((line) => `${line}\n`).join(''));
  const port = options.port ?? (await freePort());
  writeFileSync(
    folder.file('sshd_config'),
    [
      ...(options.config ?? []),
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      ...types.map((type) => `HostKey ${folder.file(`host_${type}`)}`),
      `AuthorizedKeysFile ${authorized}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'MaxStartups 100:30:200',
      'LogLevel VERBOSE',
      'Subsystem sftp internal-sftp',
      '',
    ].join('\n'),
  );
  // sshd's privilege separation wants this folder; the service's own start script makes it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', folder.file('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  await waitUntil('sshd to listen', () => {
    if (child.exitCode !== null) throw new Error(`sshd ended with ${child.exitCode}: ${log}`);
    return log.includes('Server listening');
  });
  const hostKeyFile = (type: string): string => folder.file(`host_${type}`);
  return {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    process: child,
    hostKeyFile,
    fingerprint: (type = types[0] ?? 'ed25519') => {
      const line = execFileSync('ssh-keygen', ['-lf', `${hostKeyFile(type)}.pub`], {
        encoding: 'utf8',
      });
      return line.split(' ')[1] ?? '';
    },
    authorize: (line) => appendFileSync(authorized, `${line.trim()}\n`),
    log: () => log,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        child.kill('SIGTERM');
        await ended;
      }
      folder.remove();
    },
  };
}
