import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/ports';
import { type Sshd, type SshdOptions, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';

/** `culvert-session` opens a session on its bastion for a moment (`--session`). */
export type SubjectName = 'ssh' | 'ssh-gcm' | 'culvert' | 'culvert-node' | 'culvert-session';

/** A SOCKS proxy that is being measured. */
export interface Subject {
  readonly name: SubjectName;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Where an SSH server is met: itself, or a link before it. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How to start Electron. */
export interface ElectronCommand {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** One bastion, one key, and everything that can be started against them. */
export interface Bench {
  readonly sshd: Sshd;
  readonly keyFile: string;
  readonly electron: ElectronCommand;
  readonly folder: { file(name: string): string };
  /** Starts a proxy through the bastion, or through a link before it. */
  start(name: SubjectName, at?: Address): Promise<Subject>;
  /** The same, without waiting for anything: to time what happens. */
  launch(name: SubjectName, socksPort: number, at?: Address): ChildProcess;
  end(): Promise<void>;
}

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

function sshArguments(bench: SshFacts, socksPort: number, at: Address, gcm: boolean): string[] {
  const options = [
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${bench.knownHosts}`,
    `HostKeyAlias=bench`,
    'IdentitiesOnly=yes',
    'ServerAliveInterval=15',
    'ExitOnForwardFailure=yes',
    ...(gcm ? ['Ciphers=aes128-gcm@openssh.com'] : []),
  ];
  return [
    ...['-F', 'none', '-N', '-D', `127.0.0.1:${socksPort}`, '-i', bench.keyFile],
    ...options.flatMap((option) => ['-o', option]),
    ...['-p', String(at.port), `${bench.sshd.user}@${at.host}`],
  ];
}

function culvertArguments(bench: SshFacts, socksPort: number, at: Address): string[] {
  return [
    ...[entry, 'up', '--json', '--host', at.host, '--port', String(at.port)],
    ...['--user', bench.sshd.user, '--identity', bench.keyFile],
    ...['--local-port', String(socksPort), '--known-hosts', bench.emptyKnownHosts],
    ...['--trust', bench.sshd.fingerprint(), '--allow', '127.0.0.0/8'],
  ];
}

interface SshFacts {
  readonly sshd: Sshd;
  readonly keyFile: string;
  readonly knownHosts: string;
  readonly emptyKnownHosts: string;
}

/** @param place where the bastion runs, when that is not here. */
export async function openBench(
  electron: ElectronCommand,
  place: Pick<SshdOptions, 'host' | 'under'> = {},
): Promise<Bench> {
  const folder = temporaryFolder('culvert-bench-');
  const keyFile = folder.file('key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile]);
  const sshd = await startSshd({
    ...place,
    authorizedKeys: [readFileSync(`${keyFile}.pub`, 'utf8').trim()],
    config: ['LogLevel INFO'],
  });
  const hostKey = readFileSync(`${sshd.hostKeyFile('ed25519')}.pub`, 'utf8');
  writeFileSync(folder.file('known_hosts'), `bench ${hostKey}`);
  writeFileSync(folder.file('none'), '');
  const facts: SshFacts = {
    sshd,
    keyFile,
    knownHosts: folder.file('known_hosts'),
    emptyKnownHosts: folder.file('none'),
  };
  let runs = 0;
  const launch: Bench['launch'] = (name, socksPort, at = sshd) => {
    runs += 1;
    if (name === 'ssh' || name === 'ssh-gcm') {
      const args = sshArguments(facts, socksPort, at, name === 'ssh-gcm');
      return spawn('ssh', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    }
    const env = {
      ...process.env,
      CULVERT_DATA_DIR: folder.file(`data-${runs}`),
      ...(name === 'culvert-node' ? {} : { ...electron.env, ELECTRON_RUN_AS_NODE: '1' }),
    };
    const runtime = name === 'culvert-node' ? process.execPath : electron.executablePath;
    const more = name === 'culvert-session' ? ['--session'] : [];
    return spawn(runtime, [...culvertArguments(facts, socksPort, at), ...more], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  };
  return {
    sshd,
    keyFile,
    electron,
    folder,
    launch,
    start: async (name, at) => {
      const port = await freePort();
      const child = launch(name, port, at);
      let said = '';
      child.stderr?.on('data', (text: Buffer) => {
        said += text.toString();
      });
      child.once('exit', (code) => {
        if (code !== null && code !== 0) console.error(`${name} ended with ${code}: ${said}`);
      });
      return { name, port, pid: child.pid ?? 0, stop: () => ended(child) };
    },
    end: async () => {
      await sshd.stop();
      folder.remove();
    },
  };
}

/** Ends a process and waits until it is gone; by force after five seconds. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
