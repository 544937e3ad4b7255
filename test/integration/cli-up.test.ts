import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliRun } from '../support/cli';
import { canary, cliBastion } from '../support/cli-bastion';
import { waitUntil } from '../support/ports';

const run = promisify(execFile);
const { dataDir, folder, origin, sshd, up } = cliBastion();

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('culvert up, as other programs use it', () => {
  let tunnel: CliRun;
  let port: number;
  beforeAll(async () => {
    tunnel = up('--trust', sshd().fingerprint());
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
      ['-sS', flag, `127.0.0.1:${port}`, `http://${host}:${origin().port}/body`],
      { encoding: 'buffer', maxBuffer: 64 << 20 },
    );
    expect(sha256(stdout)).toBe(origin().sha256);
  });

  it.each(['socks5', 'socks4'])('proxychains4 by %s fetches identical bytes', async (kind) => {
    const config = folder.file(`proxychains-${kind}.conf`);
    writeFileSync(
      config,
      `strict_chain\nquiet_mode\nproxy_dns\n[ProxyList]\n${kind} 127.0.0.1 ${port}\n`,
    );
    const { stdout } = await run(
      'proxychains4',
      ['-f', config, 'curl', '-sS', `http://127.0.0.1:${origin().port}/body`],
      { encoding: 'buffer', maxBuffer: 64 << 20 },
    );
    expect(sha256(stdout)).toBe(origin().sha256);
  });

  it('OpenSSH by ProxyCommand nc -X 5 fetches identical bytes', async () => {
    writeFileSync(folder.file('body'), origin().body);
    const inner = folder.file('inner');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', inner]);
    sshd().authorize(readFileSync(`${inner}.pub`, 'utf8'));
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
        String(sshd().port),
        `${sshd().user}@127.0.0.1`,
        `cat ${folder.file('body')}`,
      ],
      { encoding: 'buffer', maxBuffer: 64 << 20 },
    );
    expect(sha256(stdout)).toBe(origin().sha256);
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

describe('culvert up, sessions', () => {
  it('--session opens one, and no other start does', async () => {
    const sessions = () =>
      sshd()
        .log()
        .match(/Starting session: command/g)?.length ?? 0;
    const pageThrough = async (tunnel: CliRun) => {
      const port = Number((await tunnel.event('listening'))['port']);
      const page = `http://localhost:${origin().port}/body`;
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
    const usual = up('--trust', sshd().fingerprint());
    await pageThrough(usual);
    await usual.signal('SIGTERM');
    expect(sessions()).toBe(before);
    const asked = up('--trust', sshd().fingerprint(), '--session');
    await pageThrough(asked);
    await waitUntil('a session', () => sessions() === before + 1);
    await asked.signal('SIGTERM');
  });
});
