import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { EmbeddedBastion } from '../../electron/demo/embedded-bastion';
import { freePort, waitUntil } from '../support/ports';

const run = promisify(execFile);

/** An OpenSSH client with a SOCKS listener, forwarding through a bastion. */
export interface Tunnel {
  readonly port: number;
  readonly process: ChildProcess;
  /** What ssh has written to stderr so far. */
  words(): string;
  stop(): Promise<void>;
}

/** What makes ssh log in with this key, trust the bastion's and read no configuration. */
export function sshOptions(to: EmbeddedBastion, keyPath: string): string[] {
  const options = [
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${knownHosts(to)}`,
    'GlobalKnownHostsFile=/dev/null',
    'ExitOnForwardFailure=yes',
  ];
  const flags = ['-F', 'none', '-i', keyPath, '-p', String(to.port)];
  return [...flags, ...options.flatMap((option) => ['-o', option])];
}

/** A list with the bastion's public key, as ssh-keygen reads it from the private one beside the login key. */
export function knownHosts(to: EmbeddedBastion): string {
  const folder = dirname(to.keyPath);
  const file = join(folder, `known_hosts_${to.port}`);
  if (existsSync(file)) return file;
  const hostKey = join(folder, 'demo_host_ed25519');
  const publicKey = execFileSync('ssh-keygen', ['-y', '-f', hostKey], { encoding: 'utf8' });
  writeFileSync(file, `[127.0.0.1]:${to.port} ${publicKey}`);
  return file;
}

/** The OpenSSH client, as anyone would start it: `ssh -N -D`. */
export async function openTunnel(
  to: EmbeddedBastion,
  more: readonly string[] = [],
): Promise<Tunnel> {
  const port = await freePort();
  const args = [...sshOptions(to, to.keyPath), '-v', '-N', '-D', `127.0.0.1:${port}`, ...more];
  const child = spawn('ssh', [...args, `${to.user}@${to.host}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  await waitUntil('ssh -D to listen', () => {
    if (child.exitCode !== null) throw new Error(`ssh ended: ${words}`);
    return words.includes('Entering interactive session');
  });
  return {
    port,
    process: child,
    words: () => words,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What curl prints, with names left for the far side to resolve. */
export async function curl(port: number, ...args: string[]): Promise<string> {
  const { stdout } = await run(
    'curl',
    ['-sS', '--max-time', '20', '--socks5-hostname', `127.0.0.1:${port}`, ...args],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}
