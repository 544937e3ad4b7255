import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type WebOrigin, webOrigin } from '../support/origin';
import { freePort, waitUntil } from '../support/ports';
import { type Sshd, startSshd } from '../support/sshd';
import { type Rig, type RigOptions, tunnelRig } from '../support/tunnel-rig';
import { greeting, socks5Ipv4 } from '../unit/socks/messages';
import { RawClient } from '../unit/socks/raw-client';

const run = promisify(execFile);

let sshd: Sshd;
let origin: WebOrigin;
let rig: Rig;

beforeAll(async () => {
  [sshd, origin] = await Promise.all([startSshd(), webOrigin(5 << 20)]);
});
afterAll(async () => {
  await origin.close();
  await sshd.stop();
});
afterEach(() => rig.close());

async function up(options: Partial<RigOptions> = {}): Promise<number> {
  rig = await tunnelRig({ port: sshd.port, user: sshd.user, ...options });
  sshd.authorize(rig.publicKey);
  await rig.start();
  await rig.until('up');
  return rig.socksPort();
}

async function fetched(flag: string, port: number, host: string): Promise<string> {
  const url = `http://${host}:${origin.port}/body`;
  const { stdout } = await run('curl', ['-sS', flag, `127.0.0.1:${port}`, url], {
    encoding: 'buffer',
    maxBuffer: 64 << 20,
  });
  return createHash('sha256').update(stdout).digest('hex');
}

describe('a tunnel through a real sshd', () => {
  it.each([
    ['--socks5-hostname', 'localhost'],
    ['--socks5-hostname', '127.0.0.1'],
    ['--socks5', '127.0.0.1'],
    ['--socks4', '127.0.0.1'],
    ['--socks4a', 'localhost'],
  ])('carries %s to %s byte for byte', async (flag, host) => {
    const port = await up();
    expect(await fetched(flag, port, host)).toBe(origin.sha256);
  });

  it('tells the stages in order, and what it is connected to', async () => {
    await up();
    const stages = rig.states.flatMap((state) =>
      state.state === 'connecting' ? [state.stage] : [],
    );
    expect(stages).toEqual([
      'listen',
      'resolve',
      'tcp',
      'key-exchange',
      'host-key',
      'authentication',
    ]);
    expect(rig.state()).toMatchObject({
      state: 'up',
      session: {
        software: expect.stringContaining('OpenSSH'),
        hostKey: { type: 'ssh-ed25519', fingerprint: sshd.fingerprint() },
        authenticatedBy: expect.stringMatching(/^publickey SHA256:/),
      },
    });
  });

  it('counts what it carries', async () => {
    const port = await up();
    await fetched('--socks5-hostname', port, '127.0.0.1');
    await waitUntil('traffic', () => (rig.traffic()?.bytesDown ?? 0) >= 5 << 20, 20_000);
    expect(rig.traffic()?.flows).toBe(0);
  });

  it('knows where a connection goes and what it has carried, as long as it is open', async () => {
    const port = await up();
    const requests = () => rig.services.tunnels.requests('rig');
    const client = await RawClient.say(
      port,
      Buffer.concat([greeting(0), socks5Ipv4('127.0.0.1', origin.port)]),
    );
    await waitUntil('the far side to open', () => requests().shown[0]?.phase === 'open');
    client.socket.write('GET / HTTP/1.0\r\n');
    await waitUntil('the bytes to be counted', () => requests().shown[0]?.bytesUp === 16);
    expect(requests()).toMatchObject({
      shown: [{ host: '127.0.0.1', port: origin.port, bytesDown: 0 }],
      total: 1,
    });
    client.reset();
    await waitUntil('the connection to be gone', () => requests().total === 0);
  });

  it('gives its port back when it stops', async () => {
    const port = await up({ localPort: await freePort() });
    await rig.stop();
    expect(rig.state().state).toBe('stopped');
    await expect(fetched('--socks5-hostname', port, '127.0.0.1')).rejects.toThrow(/onnect/);
  });

  it('names a busy port and who holds it, before anything is dialled', async () => {
    const before = sshd.log().length;
    rig = await tunnelRig({ port: sshd.port, user: sshd.user, localPort: origin.port });
    await rig.start();
    const failure = await rig.blockedBy();
    expect(failure).toMatchObject({ code: 'port-in-use', port: origin.port });
    if (process.platform === 'linux') expect(failure).toMatchObject({ pid: process.pid });
    expect(sshd.log().slice(before)).not.toContain('Connection from');
  });

  it.each([
    ['refused', '127.0.0.1', null, '(5)'],
    ['unknown to the bastion', 'no-such-host.invalid', 80, '(4)'],
    ['link-local', '169.254.169.254', 80, '(2)'],
  ])('answers curl with the code for a destination that is %s', async (_what, host, port, code) => {
    const socks = await up();
    const target = `http://${host}:${port ?? (await freePort())}/`;
    const outcome = run('curl', ['-sS', '--socks5-hostname', `127.0.0.1:${socks}`, target]);
    await expect(outcome).rejects.toMatchObject({
      code: 97,
      stderr: expect.stringContaining(code),
    });
  });
});

describe('a tunnel whose bastion goes away', () => {
  it('keeps its port, holds requests and heals when the bastion is back', async () => {
    const bastion = await startSshd();
    rig = await tunnelRig({
      port: bastion.port,
      user: bastion.user,
      trust: { expected: [], acceptNew: true },
    });
    bastion.authorize(rig.publicKey);
    await rig.start();
    await rig.until('up');
    const port = rig.socksPort();
    const hostKey = bastion.hostKeyFile('ed25519');
    await bastion.restart();
    await rig.until('reconnecting');
    expect(rig.socksPort()).toBe(port);
    expect(await fetched('--socks5-hostname', port, '127.0.0.1')).toBe(origin.sha256);
    expect(rig.state().state).toBe('up');
    expect(rig.log.map(({ code }) => code)).toContain('lost');
    expect(hostKey).not.toBe('');
    await bastion.stop();
  });

  it('does not heal what the profile does not want healed', async () => {
    const bastion = await startSshd();
    rig = await tunnelRig({ port: bastion.port, user: bastion.user, reconnect: false });
    bastion.authorize(rig.publicKey);
    await rig.start();
    await rig.until('up');
    await bastion.stop();
    expect(await rig.blockedBy()).toMatchObject({ code: 'connection-lost' });
  });
});
