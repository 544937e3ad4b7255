import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImport } from '../../electron/imports/read-import';
import { profilesKind } from '../../electron/storage/documents';
import { importPreviewSchema } from '../../shared/model/import-preview';
import { culvert } from '../support/cli';
import { freePort, waitUntil } from '../support/ports';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';

const folder = temporaryFolder('culvert-import-cli-');
const dataDir = folder.file('data');
afterAll(() => folder.remove());

const config = folder.file('config');
const seed = new URL('../fixtures/foxyproxy-seed.xml', import.meta.url).pathname;

beforeAll(() => {
  writeFileSync(
    config,
    'Host emr\n HostName bastion.example.com\n User ec2-user\n DynamicForward *:8157\nHost spare\n User u\n',
  );
});

async function run(...args: readonly string[]) {
  const cli = culvert(['import', ...args], { dataDir });
  return { code: await cli.ended, events: args.includes('--json') ? cli.events() : [], cli };
}

function stored() {
  return profilesKind.schema.parse(JSON.parse(readFileSync(`${dataDir}/profiles.json`, 'utf8')));
}

describe('culvert import', () => {
  it('says what it would do and stores nothing', async () => {
    const { code, events } = await run(config, '--json');
    expect(code).toBe(0);
    expect(events).toHaveLength(1);
    const preview = importPreviewSchema.parse(events[0]);
    expect(preview.source).toBe('ssh-config');
    expect(preview.tunnels.map(({ draft, proposed }) => [draft.name, proposed])).toEqual([
      ['emr', true],
      ['spare', false],
    ]);
    expect(preview.lines.find(({ line }) => line === 4)).toMatchObject({
      file: 'config',
      verdict: 'changed',
      why: { code: 'loopback-only', from: '*' },
    });
    expect(() => statSync(`${dataDir}/profiles.json`)).toThrow(/ENOENT/);
  });

  it('in words names every line and why', async () => {
    const { cli, code } = await run(config);
    expect(code).toBe(0);
    expect(cli.stdout()).toContain('[x] emr: -D 127.0.0.1:8157  ec2-user@bastion.example.com:22');
    expect(cli.stdout()).toMatch(/changed +config:4 +DynamicForward \*:8157\n.*127\.0\.0\.1/);
  });

  it('stores what is proposed, keeps out of its own way and is readable by its owner only', async () => {
    expect((await run(config, '--save', '--json')).code).toBe(0);
    const again = await run(config, '--save', '--only', 'emr (2)', '--json');
    expect(again.events.at(-1)).toMatchObject({ event: 'imported' });
    expect(stored().profiles.map(({ name, listen }) => [name, listen.port])).toEqual([
      ['emr', 8157],
      ['emr (2)', 8158],
    ]);
    expect(statSync(`${dataDir}/profiles.json`).mode & 0o777).toBe(0o600);
  });

  it('needs the bastion that a proxy extension does not know', async () => {
    const without = await run(seed, '--save', '--only', 'emr-socks-proxy');
    expect(without.code).toBe(2);
    expect(without.cli.stderr()).toContain('--host');
    const given = await run(seed, '--save', '--host', 'bastion.example.com', '--json');
    expect(given.code).toBe(0);
    expect(stored().profiles.at(-1)).toMatchObject({
      name: 'emr-socks-proxy',
      bastion: { host: 'bastion.example.com', user: 'ec2-user' },
      listen: { port: 8159 },
    });
  });

  it('writes nothing while the app holds the settings', async () => {
    const lock = `${dataDir}/SingletonLock`;
    const before = readFileSync(`${dataDir}/profiles.json`, 'utf8');
    symlinkSync(`${hostname()}-${process.pid}`, lock);
    const held = await run(config, '--save', '--only', 'spare', '--json');
    expect([held.code, held.events.at(-1)?.['code']]).toEqual([1, 'settings-in-use']);
    expect(readFileSync(`${dataDir}/profiles.json`, 'utf8')).toBe(before);
    rmSync(lock);
  });

  it.each([
    ['nothing there', 'missing', 'import-unreadable'],
    ['a text that is nobody’s', 'notes', 'import-not-recognised'],
    ['a private key', 'key', 'import-unreadable'],
    ['damaged XML', 'foxyproxy.xml', 'import-malformed'],
  ])('refuses %s with a reason', async (_what, name, expected) => {
    writeFileSync(folder.file('notes'), 'buy milk\n');
    writeFileSync(folder.file('key'), '-----BEGIN RSA PRIVATE KEY-----\nHost x\n');
    writeFileSync(folder.file('foxyproxy.xml'), '<foxyproxy><proxies>');
    const { code, events } = await run(folder.file(name), '--json');
    expect([code, events[0]?.['code']]).toEqual([2, expected]);
  });
});

describe('a session of PuTTY', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());

  it('is read as plink itself reads it: same host, same key, same port listened on', async () => {
    const key = folder.file('putty.ppk');
    const noSecret = folder.file('no-secret');
    writeFileSync(noSecret, '');
    execFileSync('puttygen', ['-q', '-t', 'ed25519', '-o', key, '--new-passphrase', noSecret]);
    sshd.authorize(execFileSync('puttygen', ['-L', key], { encoding: 'utf8' }));
    const sessions = folder.file('putty/sessions');
    mkdirSync(sessions, { recursive: true });
    const port = await freePort();
    const session = {
      Present: 1,
      HostName: `${sshd.user}@${sshd.host}`,
      Protocol: 'ssh',
      PortNumber: sshd.port,
      PublicKeyFile: key,
      PortForwardings: `D127.0.0.1\\:${port}=,`,
    };
    const lines = Object.entries(session).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(`${sessions}/EMR%20nightly`, lines.join(''));

    const preview = await readImport({ path: sessions, from: null, existing: [], language: 'en' });
    expect(preview.tunnels.map(({ draft }) => draft)).toMatchObject([
      {
        name: 'EMR nightly',
        bastion: { host: sshd.host, port: sshd.port, user: sshd.user },
        keyFile: { path: key, found: true },
        localPort: port,
      },
    ]);
    const plink = spawn(
      'plink',
      ['-batch', '-N', '-hostkey', sshd.fingerprint(), '-load', 'EMR nightly'],
      { env: { ...process.env, PUTTYDIR: folder.file('putty') }, stdio: 'ignore' },
    );
    try {
      await waitUntil('plink to listen where the session says', () => listens(port));
      expect(sshd.log()).toContain(`Accepted publickey for ${sshd.user}`);
    } finally {
      plink.kill();
    }
  });
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
