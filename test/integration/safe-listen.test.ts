import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliRun, culvert } from '../support/cli';
import { type WebOrigin, webOrigin } from '../support/origin';
import { type Sshd, startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';

const run = promisify(execFile);
const folder = temporaryFolder('culvert-listen-');
const password = 'cAnArY-listen-3d1f';
const env = { LISTEN_WORD: password };
const dataDir = folder.file('data');

let sshd: Sshd;
let origin: WebOrigin;
beforeAll(async () => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
  const publicKey = execFileSync('ssh-keygen', ['-y', '-f', folder.file('key')], {
    encoding: 'utf8',
  });
  [sshd, origin] = await Promise.all([
    startSshd({ authorizedKeys: [publicKey.trim()] }),
    webOrigin(10),
  ]);
});
afterAll(async () => {
  await origin.close();
  await sshd.stop();
  folder.remove();
});

function up(...more: string[]): CliRun {
  const where = ['--host', '127.0.0.1', '--port', String(sshd.port), '--user', sshd.user];
  const trust = ['--identity', folder.file('key'), '--trust', sshd.fingerprint()];
  const open = ['--allow', '127.0.0.0/8', '--local-port', '0'];
  return culvert(['up', '--json', ...where, ...trust, ...open, ...more], { dataDir, env });
}

/** What came of asking for a page through a SOCKS address, by a program that may run elsewhere. */
async function page(proxy: string, port = origin.port, before: readonly string[] = []) {
  const address = `http://127.0.0.1:${port}/x`;
  const words = [...before, 'curl', '-sS', '-m', '10', '-x', proxy, address];
  const [command = '', ...args] = words;
  return run(command, args).then(
    ({ stdout }) => stdout,
    (error: { code: number; stderr: string }) => `${error.code} ${error.stderr}`,
  );
}

describe('SOX-11: a tunnel is closed to other computers', () => {
  it.each([
    [['--listen', '0.0.0.0']],
    [['--listen', '::', '--listen-user', 'ana']],
    [['--listen', '0.0.0.0', '--listen-password-env', 'LISTEN_WORD']],
    [['--listen', '0.0.0.0', '--listen-user', 'ana', '--listen-password-env', 'NOT_SET']],
    [['--listen', '0.0.0.0', '--listen-user', '', '--listen-password-env', 'LISTEN_WORD']],
    [['--listen', 'localhost', '--listen-user', 'ana', '--listen-password-env', 'LISTEN_WORD']],
    [['--listen-user', 'ana', '--listen-password-env', 'LISTEN_WORD']],
  ])('unless all that is needed is given: %j', async (words) => {
    const tunnel = up(...words);
    expect(await tunnel.ended).toBe(2);
    expect(tunnel.stderr()).toMatch(/--listen/);
    expect(tunnel.stdout()).toBe('');
  });

  it('listens on 127.0.0.1 alone by default', async () => {
    const tunnel = up();
    const { host, port } = await tunnel.event('listening');
    expect(host).toBe('127.0.0.1');
    const listening = execFileSync('ss', ['-Hltn', `sport = :${String(port)}`], {
      encoding: 'utf8',
    });
    expect(listening.trim().split('\n')).toHaveLength(1);
    expect(listening).toContain(`127.0.0.1:${String(port)}`);
    expect(await page(`socks5h://127.0.0.1:${String(port)}`)).toBe('page /x');
    expect(await tunnel.signal('SIGTERM')).toBe(0);
  });
});

/** Another computer beside this one: a network namespace on the other end of a cable. */
function neighbour() {
  const id = randomBytes(3).toString('hex');
  const name = `culvert-${id}`;
  const net = `10.213.${randomBytes(1)[0]}`;
  const ip = (...words: string[]) => execFileSync('ip', words);
  ip('netns', 'add', name);
  ip('link', 'add', `cl${id}a`, 'type', 'veth', 'peer', 'name', `cl${id}b`);
  ip('link', 'set', `cl${id}b`, 'netns', name);
  ip('addr', 'add', `${net}.1/24`, 'dev', `cl${id}a`);
  ip('link', 'set', `cl${id}a`, 'up');
  ip('-n', name, 'addr', 'add', `${net}.2/24`, 'dev', `cl${id}b`);
  ip('-n', name, 'link', 'set', `cl${id}b`, 'up');
  return {
    here: `${net}.1`,
    there: ['ip', 'netns', 'exec', name],
    remove: () => ip('netns', 'del', name),
  };
}

describe('SOX-11: a tunnel opened to other computers', () => {
  it('serves those who know the credential, and nobody else, and says so', async () => {
    const other = neighbour();
    const secret = ['--listen-user', 'ana', '--listen-password-env', 'LISTEN_WORD'];
    const tunnel = up('--listen', '0.0.0.0', ...secret);
    try {
      const { host, port } = await tunnel.event('listening');
      expect(host).toBe('0.0.0.0');
      expect(tunnel.stderr()).toContain('warning');
      const reach = (who: string, scheme = 'socks5h') =>
        page(`${scheme}://${who}${other.here}:${String(port)}`, origin.port, other.there);
      expect(await reach(`ana:${password}@`)).toBe('page /x');
      expect(await reach('')).toMatch(/^97 /);
      expect(await reach('ana:wrong@')).toMatch(/^97 /);
      expect(await reach(`eve:${password}@`)).toMatch(/^97 /);
      expect(await reach(`ana:${password}@`, 'socks4a')).toMatch(/^97 /);
      // Not even from this computer, by the same user.
      expect(await page(`socks5h://127.0.0.1:${String(port)}`)).toMatch(/^97 /);
      expect(await page(`socks5h://ana:${password}@127.0.0.1:${String(port)}`)).toBe('page /x');
      expect(await tunnel.signal('SIGTERM')).toBe(0);
      expect(tunnel.stdout() + tunnel.stderr()).not.toContain(password);
    } finally {
      other.remove();
    }
  });
});

describe('SOX-13: culvert up --only', () => {
  it('refuses with 02 what it does not name', async () => {
    const tunnel = up('--only', '127.0.0.0/8', '--only', String(origin.port));
    const { port } = await tunnel.event('listening');
    const proxy = `socks5h://127.0.0.1:${String(port)}`;
    expect(await page(proxy)).toBe('page /x');
    expect(await page(proxy, sshd.port)).toMatch(/^97 .*\(2\)/);
    expect(await tunnel.signal('SIGTERM')).toBe(0);
  });

  it('is refused when it names nothing', async () => {
    const tunnel = up('--only', 'http://x/');
    expect(await tunnel.ended).toBe(2);
    expect(tunnel.stderr()).toContain('--only');
  });
});
