import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type CliRun, culvert } from './cli';
import { waitUntil } from './ports';
import { type Sshd, startSshd } from './sshd';
import { temporaryFolder } from './temp-folder';

const page = fileURLToPath(new URL('./private-page.mjs', import.meta.url));
const run = promisify(execFile);

const bastionAddress = '10.214.0.1';
const pageAddress = '10.0.1.23';

/** A computer with two ways to its bastion, both in the test's hands; needs root on Linux. */
export interface ClientNetwork {
  readonly bastion: Sshd;
  readonly tunnel: CliRun;
  /** Fetches the private page through the tunnel; resolves with what went wrong, or null. */
  fetch(timeoutSeconds?: number): Promise<string | null>;
  /** Changes this computer's network: the words after `ip`. */
  here(...words: string[]): void;
  /** Changes the bastion's network. */
  there(...words: string[]): void;
  stop(): Promise<void>;
}

/**
 * Two network namespaces joined by two cables. In one runs `culvert up`; in the other sshd, and a
 * page on an address the first cannot reach.
 *
 *     v0 10.215.0.2/24 ── 10.215.0.1   first way, the default route
 *     v1 10.215.1.2/24 ── 10.215.1.1   second way
 */
export async function clientNetwork(): Promise<ClientNetwork> {
  const id = randomBytes(3).toString('hex');
  const [client, server] = [`culvert-${id}c`, `culvert-${id}s`];
  const folder = temporaryFolder('culvert-client-');
  const here = (...words: string[]) => void execFileSync('ip', ['-n', client, ...words]);
  const there = (...words: string[]) => void execFileSync('ip', ['-n', server, ...words]);
  cable(client, server);
  wire(here, there);
  const words = `behind the bastion ${id}`;
  const within = ['ip', 'netns', 'exec', server];
  const bastion = await startSshd({ host: bastionAddress, port: 22, under: within });
  const web = spawn('ip', [...within.slice(1), process.execPath, page, pageAddress, '8088', words]);
  const key = folder.file('key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  bastion.authorize(execFileSync('cat', [`${key}.pub`], { encoding: 'utf8' }));
  writeFileSync(folder.file('known_hosts'), '');
  const tunnel = culvert(
    ['up', '--json', '--host', bastionAddress, '--user', bastion.user, '--identity', key].concat(
      '--local-port',
      '8157',
      '--accept-new',
      '--known-hosts',
      folder.file('known_hosts'),
    ),
    {
      dataDir: folder.file('data'),
      runtime: 'ip',
      runtimeArgs: ['netns', 'exec', client, process.execPath],
    },
  );
  await tunnel.event('listening', 30_000);
  const fetch = async (timeoutSeconds = 20) => {
    const proxy = ['--socks5-hostname', '127.0.0.1:8157', '-m', String(timeoutSeconds)];
    const curl = ['curl', '-sS', ...proxy, `http://${pageAddress}:8088/`];
    try {
      const { stdout } = await run('ip', ['netns', 'exec', client, ...curl]);
      return stdout.includes(words) ? null : `another page: ${stdout}`;
    } catch (error) {
      return String(error);
    }
  };
  await waitUntil('the page', async () => (await fetch(2)) === null);
  return {
    bastion,
    tunnel,
    fetch,
    here,
    there,
    stop: async () => {
      await tunnel.signal('SIGTERM');
      web.kill('SIGTERM');
      await bastion.stop();
      for (const name of [client, server]) execFileSync('ip', ['netns', 'del', name]);
      folder.remove();
    },
  };
}

function cable(client: string, server: string): void {
  for (const name of [client, server]) {
    execFileSync('ip', ['netns', 'add', name]);
    execFileSync('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
  }
  for (const name of ['v0', 'v1']) {
    const peer = ['type', 'veth', 'peer', 'name', name, 'netns', server];
    execFileSync('ip', ['link', 'add', name, 'netns', client, ...peer]);
  }
  for (const address of [bastionAddress, pageAddress]) {
    execFileSync('ip', ['-n', server, 'addr', 'add', `${address}/32`, 'dev', 'lo']);
  }
}

type Ip = (...words: string[]) => void;

function wire(here: Ip, there: Ip): void {
  for (const [name, mine, theirs] of [
    ['v0', '10.215.0.2', '10.215.0.1'],
    ['v1', '10.215.1.2', '10.215.1.1'],
  ] as const) {
    here('addr', 'add', `${mine}/24`, 'dev', name);
    there('addr', 'add', `${theirs}/24`, 'dev', name);
    here('link', 'set', name, 'up');
    there('link', 'set', name, 'up');
  }
  here('route', 'replace', 'default', 'via', '10.215.0.1');
  here('route', 'replace', 'unreachable', '10.0.1.0/24');
}
