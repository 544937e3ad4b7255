import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { freePort, waitUntil } from './ports';
import { temporaryFolder } from './temp-folder';

const program = '/usr/sbin/dropbear';

/** The other SSH server that people meet, on appliances and small images. */
export interface Dropbear {
  readonly port: number;
  readonly user: string;
  authorize(publicKeyLine: string): void;
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts dropbear with a home folder of its own: it knows no option for authorized_keys, so the
 * real folder is covered in a mount namespace that only the server sees. Needs root on Linux.
 */
export async function startDropbear(...options: string[]): Promise<Dropbear> {
  if (!existsSync(program)) throw new Error('the tests need dropbear: Debian’s dropbear-bin');
  const folder = temporaryFolder('culvert-dropbear-');
  const home = folder.file('home');
  mkdirSync(`${home}/.ssh`, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  const authorized = `${home}/.ssh/authorized_keys`;
  writeFileSync(authorized, '', { mode: 0o600 });
  const hostKey = folder.file('host_key');
  execFileSync('dropbearkey', ['-t', 'ed25519', '-f', hostKey], { stdio: 'ignore' });
  const port = await freePort();
  const covered = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
  const flags = ['-F', '-E', '-r', hostKey, '-p', `127.0.0.1:${port}`, '-P', '', ...options];
  const server = spawn(
    'unshare',
    ['-m', 'sh', '-c', covered, 'sh', home, homedir(), program, ...flags],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  await waitUntil('dropbear to listen', () => {
    if (server.exitCode !== null) throw new Error(`dropbear ended with ${server.exitCode}: ${log}`);
    return log.includes('Not backgrounding');
  });
  return {
    port,
    user: userInfo().username,
    authorize: (line) => writeFileSync(authorized, `${line.trim()}\n`, { flag: 'a' }),
    log: () => log,
    stop: async () => {
      await ended(server);
      folder.remove();
    },
  };
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGTERM');
  await gone;
}
