import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './ports';
import { primaryNode } from './private-network';
import { type Sshd, startSshd } from './sshd';
import { temporaryFolder } from './temp-folder';

const watcher = fileURLToPath(new URL('./packet-watch.py', import.meta.url));
const page = fileURLToPath(new URL('./private-page.mjs', import.meta.url));
const pageAddress = '10.0.1.23';

/** What left the client's network. */
export interface Departures {
  /** Packets to the bastion's SSH port. */
  readonly allowed: number;
  /** Of those packets, with their headers. */
  readonly allowedBytes: number;
  /** All others, in words. */
  readonly others: readonly string[];
  /** What was asked of a name server. */
  readonly names: readonly string[];
}

/** Two networks and one wire: a client's, with no other way out, and a bastion's. */
export interface LeakNetwork {
  readonly bastion: Sshd;
  readonly url: string;
  readonly pageAddress: string;
  /** What the page was asked for so far: path and user agent. */
  visits(): readonly string[];
  /** A command line put in front of what is to run in the client's network. */
  readonly within: readonly string[];
  /** Counts what leaves until the answered function is called. */
  watch(): Promise<() => Promise<Departures>>;
  stop(): Promise<void>;
}

/** Makes both networks. Needs root on Linux. */
export async function leakNetwork(): Promise<LeakNetwork> {
  const id = randomBytes(3).toString('hex');
  const [clients, bastions] = [`culvert-${id}c`, `culvert-${id}b`];
  const [low = 0] = randomBytes(1);
  const [near, far] = [`10.214.${low}.1`, `10.214.${low}.2`];
  const folder = temporaryFolder('culvert-leak-');
  for (const name of [clients, bastions]) {
    ip('netns', 'add', name);
    // The kernel's own IPv6 neighbour packets would be counted as departures.
    inNetwork(name, ['sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1']);
    inNetwork(name, ['sysctl', '-qw', 'net.ipv6.conf.default.disable_ipv6=1']);
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  ip('link', 'add', `lk${id}a`, 'netns', clients, 'type', 'veth', 'peer', 'name', `lk${id}b`);
  ip('link', 'set', `lk${id}b`, 'netns', bastions);
  for (const [name, device, address] of [
    [clients, `lk${id}a`, near],
    [bastions, `lk${id}b`, far],
  ] as const) {
    ip('-n', name, 'addr', 'add', `${address}/30`, 'dev', device);
    ip('-n', name, 'link', 'set', device, 'up');
  }
  // Whatever is sent anywhere goes over the wire, where it is seen.
  ip('-n', clients, 'route', 'add', 'default', 'via', far);
  ip('-n', bastions, 'addr', 'add', `${pageAddress}/32`, 'dev', 'lo');
  writeFileSync(folder.file('hosts'), `127.0.0.1 localhost\n${pageAddress} ${primaryNode}\n`);
  writeFileSync(folder.file('resolv.conf'), `nameserver ${far}\noptions timeout:1 attempts:1\n`);
  writeFileSync(folder.file('empty'), '');
  const bastionFiles = mounted(folder.file('hosts'), folder.file('empty'));
  const within = [
    'ip',
    'netns',
    'exec',
    clients,
    ...mounted(folder.file('empty'), folder.file('resolv.conf')),
  ];
  const inBastions = ['ip', 'netns', 'exec', bastions];
  const bastion = await startSshd({ host: far, port: 22, under: [...inBastions, ...bastionFiles] });
  const server = await startUp([
    ...inBastions,
    process.execPath,
    page,
    pageAddress,
    '8088',
    'behind',
  ]);
  let visits = '';
  server.stdout?.setEncoding('utf8').on('data', (text: string) => {
    visits += text;
  });
  return {
    bastion,
    visits: () => visits.split('\n').filter((line) => line.startsWith('/')),
    url: `http://${primaryNode}:8088/cluster`,
    pageAddress,
    within,
    watch: async () => {
      const args = ['ip', 'netns', 'exec', clients, 'python3', watcher, `lk${id}a`, far, '22'];
      const child = await startUp(args);
      let last = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        last += text;
      });
      return async () => {
        const ended = new Promise((resolve) => child.once('close', resolve));
        child.stdin?.end();
        await ended;
        return JSON.parse(last) as Departures;
      };
    },
    stop: async () => {
      server.kill('SIGTERM');
      await bastion.stop();
      ip('netns', 'del', clients);
      ip('netns', 'del', bastions);
      folder.remove();
    },
  };
}

/** Runs what follows with these files for /etc/hosts and /etc/resolv.conf. */
function mounted(hosts: string, resolver: string): string[] {
  const script =
    'mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/resolv.conf && shift 2 && exec "$@"';
  return ['unshare', '-m', 'sh', '-c', script, 'sh', hosts, resolver];
}

/** Starts a program and waits for its first words. */
async function startUp([command = '', ...args]: readonly string[]): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let isReady = false;
  child.stdout?.once('data', () => {
    isReady = true;
  });
  await waitUntil(`${command} ${args.join(' ')}`, () => isReady || child.exitCode !== null);
  if (!isReady) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
  return child;
}

function inNetwork(name: string, command: readonly string[]): void {
  execFileSync('ip', ['netns', 'exec', name, ...command]);
}

function ip(...args: string[]): void {
  execFileSync('ip', args);
}
