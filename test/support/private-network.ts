import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './ports';
import { type Sshd, startSshd } from './sshd';
import { temporaryFolder } from './temp-folder';

const page = fileURLToPath(new URL('./private-page.mjs', import.meta.url));

/** The primary node's name, known only to the bastion, as in a VPC. */
export const primaryNode = 'ip-10-0-1-23.ap-northeast-2.compute.internal';
const primaryAddress = '10.0.1.23';

/** A bastion with a network behind it that this computer has no way into. */
export interface PrivateNetwork {
  readonly bastion: Sshd;
  /** A page that only the bastion can reach, and the words on it. */
  readonly url: string;
  readonly words: string;
  stop(): Promise<void>;
}

/**
 * Makes a network namespace with a bastion (a real sshd) at its edge and a web page inside, on an
 * address without a route from here and under a name that only the namespace resolves. Needs root
 * on Linux.
 */
export async function privateNetwork(): Promise<PrivateNetwork> {
  const id = randomBytes(3).toString('hex');
  const name = `culvert-${id}`;
  const folder = temporaryFolder('culvert-net-');
  const [here, there] = edgeAddresses();
  ip('netns', 'add', name);
  ip('link', 'add', `cv${id}a`, 'type', 'veth', 'peer', 'name', `cv${id}b`);
  ip('link', 'set', `cv${id}b`, 'netns', name);
  ip('addr', 'add', `${here}/30`, 'dev', `cv${id}a`);
  ip('link', 'set', `cv${id}a`, 'up');
  for (const inside of [
    ['addr', 'add', `${there}/30`, 'dev', `cv${id}b`],
    ['link', 'set', `cv${id}b`, 'up'],
    ['link', 'set', 'lo', 'up'],
    ['addr', 'add', `${primaryAddress}/32`, 'dev', 'lo'],
  ]) {
    ip('-n', name, ...inside);
  }
  const hosts = folder.file('hosts');
  writeFileSync(hosts, `127.0.0.1 localhost\n${primaryAddress} ${primaryNode}\n`);
  const within = ['ip', 'netns', 'exec', name];
  const withHosts = 'mount --bind "$1" /etc/hosts && shift && exec "$@"';
  const words = `served behind the bastion ${randomBytes(4).toString('hex')}`;
  const [bastion, server] = await Promise.all([
    startSshd({
      host: there,
      port: 22,
      under: [...within, 'unshare', '-m', 'sh', '-c', withHosts, 'sh', hosts],
    }),
    startPage([...within, process.execPath, page, primaryAddress, '8088', words]),
  ]);
  return {
    bastion,
    url: `http://${primaryNode}:8088/cluster`,
    words,
    stop: async () => {
      server.kill('SIGTERM');
      await bastion.stop();
      // Deleting the namespace takes its interfaces, and the other end of the pair, with it.
      ip('netns', 'del', name);
      folder.remove();
    },
  };
}

async function startPage([command = '', ...args]: readonly string[]): Promise<ChildProcess> {
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let ready = false;
  server.stdout?.on('data', () => {
    ready = true;
  });
  await waitUntil('the private page', () => ready || server.exitCode !== null);
  if (!ready) throw new Error(`the private page ended with ${server.exitCode}`);
  return server;
}

function ip(...args: string[]): void {
  if (!existsSync('/sbin/ip') && !existsSync('/usr/sbin/ip')) {
    throw new Error('the network tests need iproute2');
  }
  execFileSync('ip', args);
}

/** Two neighbouring addresses of a /30 that this run is unlikely to share with anyone. */
export function edgeAddresses(): readonly [string, string] {
  const [high = 0, low = 0] = randomBytes(2);
  const base = low & 0xfc;
  return [`10.213.${high}.${base + 1}`, `10.213.${high}.${base + 2}`];
}
