import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { freePort, waitUntil } from './ports';
import { temporaryFolder } from './temp-folder';

export type HostKeyType = 'ed25519' | 'ecdsa' | 'rsa';

export interface SshdOptions {
  /** Lines of sshd_config put before the defaults: sshd takes the first value it sees. */
  readonly config?: readonly string[];
  /** Lines of authorized_keys; more can be added later with `authorize`. */
  readonly authorizedKeys?: readonly string[];
  /** Types of host key to make, in the order given. */
  readonly hostKeyTypes?: readonly HostKeyType[];
  readonly port?: number;
  /** The address to listen on; 127.0.0.1 unless the server runs in a network of its own. */
  readonly host?: string;
  /** A command to run the server under, such as one that enters a network namespace. */
  readonly under?: readonly string[];
}

/** A real OpenSSH server of this test's own that touches nothing outside its folder. */
export interface Sshd {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The process id of the listening server. */
  pid(): number;
  /** Path of a host key; `.pub` beside it. */
  hostKeyFile(type: HostKeyType): string;
  /** `SHA256:…` of a host key. */
  fingerprint(type?: HostKeyType): string;
  authorize(publicKeyLine: string): void;
  /** Whose keys are let in, a line each. */
  readonly authorizedKeysFile: string;
  /** What sshd has written to its log so far. */
  log(): string;
  /** Kills the server with all its sessions and starts it anew, same port and keys. */
  restart(downForMs?: number): Promise<void>;
  /** Restarts with these host keys and no others; those of `fresh` are made anew before. */
  rotate(types: readonly HostKeyType[], fresh?: readonly HostKeyType[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts sshd and waits until it listens. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = temporaryFolder('culvert-sshd-');
  const types = options.hostKeyTypes ?? ['ed25519'];
  const makeHostKey = (type: string) => {
    const file = folder.file(`host_${type}`);
    rmSync(file, { force: true });
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
  };
  for (const type of types) makeHostKey(type);
  const authorized = folder.file('authorized_keys');
  writeFileSync(authorized, (options.authorizedKeys ?? []).map((line) => `${line}\n`).join(''));
  const port = options.port ?? (await freePort());
  const host = options.host ?? '127.0.0.1';
  const configure = (offered: readonly HostKeyType[]) => {
    const text = [
      ...(options.config ?? []),
      `Port ${port}`,
      `ListenAddress ${host}`,
      ...offered.map((type) => `HostKey ${folder.file(`host_${type}`)}`),
      `AuthorizedKeysFile ${authorized}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      // Unlike its other options, sshd takes the last of several of these.
      ...(options.config?.some((line) => /^MaxStartups/i.test(line))
        ? []
        : ['MaxStartups 100:30:200']),
      'LogLevel VERBOSE',
      // bash then takes a command's shell for an inner one and leaves the person's .bashrc alone.
      'SetEnv SHLVL=2',
      'Subsystem sftp internal-sftp',
      '',
    ].join('\n');
    writeFileSync(folder.file('sshd_config'), text);
  };
  configure(types);
  // sshd's privilege separation wants this folder; the service's own start script makes it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  let log = '';
  const launch = async (): Promise<ChildProcess> => {
    const server = ['/usr/sbin/sshd', '-D', '-e', '-f', folder.file('sshd_config')];
    const [command = '', ...args] = [...(options.under ?? []), ...server];
    const launched = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const from = log.length;
    launched.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    await waitUntil('sshd to listen', () => {
      if (launched.exitCode !== null)
        throw new Error(`sshd ended with ${launched.exitCode}: ${log}`);
      return log.slice(from).includes('Server listening');
    });
    return launched;
  };
  let child = await launch();
  const hostKeyFile = (type: string): string => folder.file(`host_${type}`);
  return {
    host,
    port,
    user: userInfo().username,
    pid: () => child.pid ?? 0,
    hostKeyFile,
    fingerprint: (type = types[0] ?? 'ed25519') => {
      const line = execFileSync('ssh-keygen', ['-lf', `${hostKeyFile(type)}.pub`], {
        encoding: 'utf8',
      });
      return line.split(' ')[1] ?? '';
    },
    authorizedKeysFile: authorized,
    authorize: (line) => appendFileSync(authorized, `${line.trim()}\n`),
    log: () => log,
    restart: async (downForMs = 0) => {
      await end(child);
      await new Promise((resolve) => setTimeout(resolve, downForMs));
      child = await launch();
    },
    rotate: async (offered, fresh = []) => {
      for (const type of fresh) makeHostKey(type);
      configure(offered);
      await end(child);
      child = await launch();
    },
    stop: async () => {
      await end(child);
      folder.remove();
    },
  };
}

/** Ends a server and the sessions it has forked, by their ids. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const sessions = descendants(server.pid);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGTERM');
  await ended;
  for (const pid of sessions) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // It ended by itself meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function descendants(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const under = (parent: number): number[] =>
    rows.flatMap(([child, of]) =>
      of === parent && child !== undefined ? [child, ...under(child)] : [],
    );
  return under(pid);
}
