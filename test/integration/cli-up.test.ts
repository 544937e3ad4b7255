import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliRun, culvert } from '../support/cli';
import { type WebOrigin, webOrigin } from '../support/origin';
import { freePort, waitUntil } from '../support/ports';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';

const run = promisify(execFile);
const folder = temporaryFolder('culvert-cli-');
const dataDir = folder.file('data');
const canary = 'canary-passphrase-7f3a';

let sshd: Sshd;
let origin: WebOrigin;

function upArgs(...more: string[]): string[] {
  return [
    'up',
    '--json',
    '--host',
    '127.0.0.1',
    '--port',
    String(sshd.port),
    '--user',
    sshd.user,
    '--identity',
    folder.file('key.ppk'),
    '--passphrase-env',
    'CANARY',
    '--allow',
    '127.0.0.0/8',
    '--local-port',
    '0',
    ...more,
  ];
}

function up(...more: string[]): CliRun {
  return culvert(upArgs(...more), { dataDir, env: { CANARY: canary } });
}

beforeAll(async () => {
  writeFileSync(folder.file('phrase'), canary);
  execFileSync('puttygen', [
    '-q',
    '-t',
    'ecdsa',
    '-b',
    '256',
    '-C',
    'cli',
    '-o',
    folder.file('key.ppk'),
    '--new-passphrase',
    folder.file('phrase'),
  ]);
  const publicKey = execFileSync(
    'puttygen',
    ['-L', folder.file('key.ppk'), '--old-passphrase', folder.file('phrase')],
    { encoding: 'utf8' },
  );
  [sshd, origin] = await Promise.all([
    startSshd({ authorizedKeys: [publicKey.trim()] }),
    webOrigin(3 << 20),
  ]);
});
afterAll(async () => {
  await origin.close();
  await sshd.stop();
  folder.remove();
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('culvert up, as other programs use it', () => {
  let tunnel: CliRun;
  let port: number;
  beforeAll(async () => {
    tunnel = up('--trust', sshd.fingerprint());
    port = Number((await tunnel.event('listening'))['port']);
  });
  afterAll(async () => {
    expect(await tunnel.signal('SIGTERM')).toBe(0);
  });

  it.each([
    ['--socks5-hostname', 'localhost'],
    ['--socks5', '127.0.0.1'],
    ['--socks4', '127.0.0.1'],
    ['--socks4a', 'localhost'],
  ])('curl %s fetches identical bytes', async (flag, host) => {
    const { stdout } = await run(
      'curl',
      ['-sS', flag, `127.0.0.1:${port}`, `http://${host}:${origin.port}/body`],
      { encoding: 'buffer', maxBuffer: 64 << 20 },
    );
    expect(sha256(stdout)).toBe(origin.sha256);
  });

  it.each(['socks5', 'socks4'])('proxychains4 by %s fetches identical bytes', async (kind) => {
    const config = folder.file(`proxychains-${kind}.conf`);
    writeFileSync(
      config,
      `strict_chain\nquiet_mode\nproxy_dns\n[ProxyList]\n${kind} 127.0.0.1 ${port}\n`,
    );
    const { stdout } = await run(
      'proxychains4',
      ['-f', config, 'curl', '-sS', `http://127.0.0.1:${origin.port}/body`],
      { encoding: 'buffer', maxBuffer: 64 << 20 },
    );
    expect(sha256(stdout)).toBe(origin.sha256);
  });

  it('OpenSSH by ProxyCommand nc -X 5 fetches identical bytes', async () => {
    writeFileSync(folder.file('body'), origin.body);
    const inner = folder.file('inner');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', inner]);
    sshd.authorize(readFileSync(`${inner}.pub`, 'utf8'));
    const { stdout } = await run(
      'ssh',
      [
        '-F',
        'none',
        '-o',
        `ProxyCommand=nc -X 5 -x 127.0.0.1:${port} %h %p`,
        '-o',
        'StrictHostKeyChecking=no',
        '-o',
        `UserKnownHostsFile=${folder.file('known')}`,
        '-o',
        'IdentitiesOnly=yes',
        '-i',
        inner,
        '-p',
        String(sshd.port),
        `${sshd.user}@127.0.0.1`,
        `cat ${folder.file('body')}`,
      ],
      { encoding: 'buffer', maxBuffer: 64 << 20 },
    );
    expect(sha256(stdout)).toBe(origin.sha256);
  });

  it('tells each stage once, then that it listens', () => {
    const events = tunnel.events();
    const stages = events.flatMap((event) =>
      event['stage'] === undefined ? [] : [event['stage']],
    );
    expect(stages).toEqual([
      'listen',
      'resolve',
      'tcp',
      'key-exchange',
      'host-key',
      'authentication',
    ]);
    expect(events.at(-1)).toEqual({ event: 'listening', host: '127.0.0.1', port });
    expect(events.at(-2)).toMatchObject({ event: 'state', state: 'up' });
  });

  it('keeps the passphrase out of what it prints and writes', () => {
    expect(tunnel.stdout() + tunnel.stderr()).not.toContain(canary);
    return expect(run('grep', ['-rl', canary, dataDir])).rejects.toMatchObject({ code: 1 });
  });
});

describe('culvert up, refused', () => {
  const rows: readonly (readonly [string, () => string[], number, string])[] = [
    ['an unknown host key', () => upArgs(), 4, 'host-key-unknown'],
    [
      'another host key than the one named',
      () => upArgs('--trust', `SHA256:${'A'.repeat(43)}`),
      4,
      'host-key-unknown',
    ],
    [
      'a key that is not there',
      () => upArgs('--identity', folder.file('nowhere'), '--accept-new'),
      3,
      'key-missing',
    ],
    [
      'a user the server does not know',
      () => upArgs('--user', 'nobody-here', '--accept-new'),
      5,
      'auth-refused',
    ],
    [
      'a name nobody knows',
      () => upArgs('--host', 'no-such-host.invalid'),
      6,
      'bastion-unresolvable',
    ],
    ['a port where nothing listens', () => upArgs('--port', '1'), 6, 'bastion-unreachable'],
    ['a web server', () => upArgs('--port', String(origin.port)), 6, 'not-ssh'],
    ['a local port in use', () => upArgs('--local-port', String(origin.port)), 7, 'port-in-use'],
    ['an unknown profile', () => ['up', '--json', '--profile', 'none such'], 2, 'profile-missing'],
  ];

  it.concurrent.each(rows)(
    '%s: exit code and one failed event',
    async (_what, args, code, failure) => {
      // A folder of its own each time: nothing trusted here may help another case.
      const own = temporaryFolder('culvert-cli-refused-');
      const outcome = culvert(args(), { dataDir: own.path, env: { CANARY: canary } });
      expect(await outcome.ended).toBe(code);
      const failed = outcome.events().filter((event) => event['event'] === 'failed');
      expect(failed).toMatchObject([{ code: failure, message: expect.stringMatching(/\w{3}/) }]);
      own.remove();
    },
  );

  it('a wrong passphrase is a key failure', async () => {
    const outcome = culvert(upArgs('--accept-new'), { dataDir, env: { CANARY: 'not it' } });
    expect(await outcome.ended).toBe(3);
    expect(outcome.events().at(-1)).toMatchObject({ event: 'failed', code: 'passphrase-wrong' });
  });

  it.concurrent.each([
    [['up', '--no-such-option'], /no-such-option/],
    [['up', '--host', 'a b', '--identity', 'k'], /--host/],
    [['up', '--host', 'h', '--identity', 'k', '--port', '99999'], /--port/],
    [['up', '--host', 'h', '--identity', 'k', '--allow', '10.0.0.0/99'], /--allow/],
    [['up', '--host', 'h', '--identity', 'k', '--trust', 'md5:00'], /--trust/],
    [['up', '--host', 'h', '--identity', 'k', '--passphrase-env', 'NOT_SET_ANYWHERE'], /NOT_SET/],
    [['up', '--host', 'h'], /--identity/],
    [['key'], /key file/],
    [['export', 'nothing'], /foxyproxy/],
    [['export', 'foxyproxy', '--for', 'netscape'], /--for/],
    [['export', 'pac', '--for', 'sh'], /--for/],
    [['export', 'ssh-config'], /--profile NAME or --host/],
    [['export', 'pac', '--vpc-cidr', '10.0.0.0/33'], /--vpc-cidr/],
    [['export', 'pac', '--domain', 'http://x'], /--domain/],
    [['fly'], /fly/],
  ])('%j: a word on what is wrong, exit 2', async (args, words) => {
    const outcome = culvert(args, { dataDir });
    expect(await outcome.ended).toBe(2);
    expect(outcome.stderr()).toMatch(words);
    expect(outcome.stdout()).toBe('');
  });
});

describe('culvert up, trust', () => {
  it('--accept-new remembers in a store of our own, and only there', async () => {
    const own = temporaryFolder('culvert-cli-trust-');
    const options = { dataDir: own.path, env: { CANARY: canary } };
    const first = culvert(upArgs('--accept-new'), options);
    await first.event('listening');
    expect(await first.signal('SIGINT')).toBe(0);
    const store = readFileSync(join(own.path, 'trusted-hosts'), 'utf8');
    expect(store).toContain(`[127.0.0.1]:${sshd.port} ssh-ed25519 `);
    const second = culvert(upArgs(), options);
    await second.event('listening');
    expect(await second.signal('SIGTERM')).toBe(0);
    own.remove();
  });

  it('--known-hosts is the only thing asked, and is never written', async () => {
    const own = temporaryFolder('culvert-cli-known-');
    const line = readFileSync(`${sshd.hostKeyFile('ed25519')}.pub`, 'utf8');
    const known = `[127.0.0.1]:${sshd.port} ${line.split(' ').slice(0, 2).join(' ')}\n`;
    writeFileSync(own.file('known'), known);
    writeFileSync(own.file('empty'), '');
    const options = { dataDir: own.file('data'), env: { CANARY: canary } };
    const trusted = culvert(upArgs('--known-hosts', own.file('known')), options);
    await trusted.event('listening');
    await trusted.signal('SIGTERM');
    const fresh = culvert(upArgs('--known-hosts', own.file('empty'), '--accept-new'), options);
    await fresh.event('listening');
    await fresh.signal('SIGTERM');
    writeFileSync(own.file('alias'), known.replace(/^\S+/, 'emr-prod'));
    const flags = ['--known-hosts', own.file('alias'), '--host-key-alias', 'emr-prod'];
    const aliased = culvert(upArgs(...flags), options);
    await aliased.event('listening');
    await aliased.signal('SIGTERM');
    expect(readFileSync(own.file('known'), 'utf8')).toBe(known);
    expect(readFileSync(own.file('empty'), 'utf8')).toBe('');
    expect(existsSync(own.file('data/trusted-hosts'))).toBe(false);
    own.remove();
  });
});

describe('culvert up, sessions', () => {
  it('--session opens one, and no other start does', async () => {
    const sessions = () => sshd.log().match(/Starting session: command/g)?.length ?? 0;
    const pageThrough = async (tunnel: CliRun) => {
      const port = Number((await tunnel.event('listening'))['port']);
      const page = `http://localhost:${origin.port}/body`;
      await run('curl', [
        '-sSf',
        '-o',
        '/dev/null',
        '--socks5-hostname',
        `127.0.0.1:${port}`,
        page,
      ]);
    };
    const before = sessions();
    const usual = up('--trust', sshd.fingerprint());
    await pageThrough(usual);
    await usual.signal('SIGTERM');
    expect(sessions()).toBe(before);
    const asked = up('--trust', sshd.fingerprint(), '--session');
    await pageThrough(asked);
    await waitUntil('a session', () => sessions() === before + 1);
    await asked.signal('SIGTERM');
  });
});

describe('culvert key and export', () => {
  it('key prints what the file is', async () => {
    const outcome = culvert(['key', folder.file('key.ppk'), '--json'], { dataDir });
    expect(await outcome.ended).toBe(0);
    const printed = execFileSync('puttygen', ['-l', folder.file('key.ppk')], { encoding: 'utf8' });
    const [facts] = outcome.events();
    expect(facts).toMatchObject({
      format: 'ppk3',
      type: 'ecdsa-sha2-nistp256',
      bits: 256,
      comment: 'cli',
      encrypted: true,
    });
    expect(printed).toContain(String(facts?.['fingerprint']));
  });

  it('export writes the three forms', async () => {
    const port = await freePort();
    for (const [form, sign] of [
      ['current', '"type": "socks5"'],
      ['legacy-json', '"port": '],
      ['xml', `port="${port}"`],
    ] as const) {
      const args = ['export', 'foxyproxy', '--for', form, '--local-port', String(port)];
      const outcome = culvert([...args, '--out', folder.file(`out-${form}`)], { dataDir });
      expect(await outcome.ended).toBe(0);
      const printed = culvert(args, { dataDir });
      expect(await printed.ended).toBe(0);
      expect(printed.stdout()).toContain(sign);
      expect(readFileSync(folder.file(`out-${form}`), 'utf8')).toBe(printed.stdout());
    }
  });
});

describe('culvert demo', () => {
  it('fetches every page through its own tunnel and ends', async () => {
    const outcome = culvert(['demo', '--json'], { dataDir: folder.file('demo-data') });
    expect(await outcome.ended).toBe(0);
    const events = outcome.events();
    const pages = events.filter((event) => event['event'] === 'page');
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(pages.every((page) => page['ok'] === true)).toBe(true);
    expect(events).toContainEqual({ event: 'demo', ok: true, pages: pages.length });
  });

  it('--stay serves curl until it is stopped', async () => {
    const stay = culvert(['demo', '--stay', '--json'], { dataDir: folder.file('demo-data-2') });
    await stay.event('demo');
    const port = Number((await stay.event('listening'))['port']);
    const url = 'http://ip-10-0-1-23.ap-northeast-2.compute.internal:8088/cluster';
    const { stdout } = await run('curl', ['-sS', '--socks5-hostname', `127.0.0.1:${port}`, url]);
    expect(stdout).toContain('Culvert');
    expect(await stay.signal('SIGTERM')).toBe(0);
  });
});
