import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CliRun, culvert } from './cli';
import { waitUntil } from './ports';
import { type Sshd, type SshdOptions, startSshd } from './sshd';
import { temporaryFolder } from './temp-folder';

const resolver = fileURLToPath(new URL('./fake-resolver.mjs', import.meta.url));
const [near, far] = ['10.216.0.1', '10.216.0.2'];
const [near6, far6] = ['fd00:cafe::1', 'fd00:cafe::2'];

/** What the name server says of a name; a name it is told nothing of does not exist. */
export interface NameRecord {
  readonly a?: readonly string[];
  readonly aaaa?: readonly string[];
  readonly delayMs?: number;
  readonly silent?: boolean;
}

/** A computer whose only name server is in the test's hands, beside a bastion on IPv4 and IPv6. */
export interface NamesNetwork {
  /** Addresses of the bastion, and addresses from which nothing ever comes back. */
  readonly live: { readonly a: string; readonly aaaa: string };
  readonly dead: { readonly a: string; readonly aaaa: string };
  /** An sshd that listens on both addresses of the bastion. */
  bastion(port: number, options?: SshdOptions): Promise<Sshd>;
  /** What the name server says from now on. */
  say(name: string, record: NameRecord | null): void;
  /** Brings a tunnel up to that name. */
  up(name: string, sshd: Sshd): CliRun;
  stop(): Promise<void>;
}

/** Needs root on Linux. */
export async function namesNetwork(): Promise<NamesNetwork> {
  const id = randomBytes(3).toString('hex');
  const [client, server] = [`culvert-${id}n`, `culvert-${id}m`];
  const folder = temporaryFolder('culvert-names-');
  wire(client, server, id);
  const records: Record<string, NameRecord> = {};
  // Whole or not at all: the name server may be reading it.
  const save = () => {
    writeFileSync(folder.file('names.next'), JSON.stringify(records));
    renameSync(folder.file('names.next'), folder.file('names.json'));
  };
  save();
  const inServer = ['ip', 'netns', 'exec', server];
  const names = await started([
    ...inServer,
    process.execPath,
    resolver,
    far,
    folder.file('names.json'),
  ]);
  writeFileSync(folder.file('hosts'), '127.0.0.1 localhost\n');
  writeFileSync(folder.file('resolv.conf'), `nameserver ${far}\noptions timeout:6 attempts:1\n`);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  const script =
    'mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/resolv.conf && shift 2 && exec "$@"';
  const files = [folder.file('hosts'), folder.file('resolv.conf')];
  const within = ['netns', 'exec', client, 'unshare', '-m', 'sh', '-c', script, 'sh', ...files];
  let runs = 0;
  return {
    live: { a: far, aaaa: far6 },
    dead: { a: '10.217.0.9', aaaa: 'fd00:dead::9' },
    bastion: (port, options) =>
      startSshd({
        ...options,
        config: [`ListenAddress [${far6}]:${port}`, ...(options?.config ?? [])],
        authorizedKeys: [readFileSync(folder.file('key.pub'), 'utf8')],
        host: far,
        port,
        under: inServer,
      }),
    say: (name, record) => {
      if (record === null) delete records[name];
      else records[name] = record;
      save();
    },
    up: (name, sshd) => {
      runs += 1;
      const where = ['--host', name, '--port', String(sshd.port), '--user', sshd.user];
      const how = ['--identity', folder.file('key'), '--accept-new', '--local-port', '0'];
      return culvert(['up', '--json', ...where, ...how], {
        dataDir: folder.file(`data-${runs}`),
        runtime: 'ip',
        runtimeArgs: [...within, process.execPath],
      });
    },
    stop: async () => {
      names.kill('SIGTERM');
      for (const name of [client, server]) execFileSync('ip', ['netns', 'del', name]);
      folder.remove();
    },
  };
}

function wire(client: string, server: string, id: string): void {
  const ip = (...words: string[]) => void execFileSync('ip', words);
  for (const name of [client, server]) {
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  ip('link', 'add', `nm${id}a`, 'netns', client, 'type', 'veth', 'peer', 'name', `nm${id}b`);
  ip('link', 'set', `nm${id}b`, 'netns', server);
  for (const [name, device, four, six] of [
    [client, `nm${id}a`, near, near6],
    [server, `nm${id}b`, far, far6],
  ] as const) {
    ip('-n', name, 'addr', 'add', `${four}/30`, 'dev', device);
    ip('-n', name, 'addr', 'add', `${six}/64`, 'dev', device, 'nodad');
    ip('-n', name, 'link', 'set', device, 'up');
  }
  // What goes to the dead addresses arrives, and is answered by nobody.
  ip('-n', client, 'route', 'add', '10.217.0.0/16', 'via', far);
  ip('-n', client, '-6', 'route', 'add', 'fd00:dead::/64', 'via', far6);
  ip('-n', server, 'route', 'add', 'blackhole', '10.217.0.0/16');
  ip('-n', server, '-6', 'route', 'add', 'blackhole', 'fd00:dead::/64');
}

async function started([command = '', ...args]: readonly string[]): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let isReady = false;
  child.stdout.once('data', () => {
    isReady = true;
  });
  await waitUntil(`${command} ${args.join(' ')}`, () => isReady || child.exitCode !== null);
  if (!isReady) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
  return child;
}
