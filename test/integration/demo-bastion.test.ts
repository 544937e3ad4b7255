import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPages } from '../../electron/demo/check-pages';
import { type EmbeddedBastion, startEmbeddedBastion } from '../../electron/demo/embedded-bastion';
import { freePort, waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { curl, knownHosts, openTunnel, sshOptions, type Tunnel } from './demo-tunnel';

const run = promisify(execFile);
const primary = 'ip-10-0-1-23.ap-northeast-2.compute.internal';

const folder = temporaryFolder('culvert-demo-');
let bastion: EmbeddedBastion;
let tunnel: Tunnel;

beforeAll(async () => {
  bastion = await startEmbeddedBastion({ folder: folder.file('demo') });
  tunnel = await openTunnel(bastion);
});

afterAll(async () => {
  await tunnel.stop();
  await bastion.close();
  folder.remove();
});

describe('what the bastion refuses', () => {
  it.each([
    ['a name nobody has', 'http://ip-10-0-9-9.example:8088/', 'Name or service not known'],
    ['a name outside the cluster', 'http://example.com/', 'Name or service not known'],
    ['a port where nothing listens', `http://${primary}:8089/`, 'Connection refused'],
    ['a port of the bastion itself', 'http://localhost:22/', 'Connection refused'],
    ['an address nobody has', 'http://10.0.1.99:8088/', 'No route to host'],
    ['the metadata service', 'http://169.254.169.254/latest/', 'No route to host'],
  ])('%s, in the words of sshd', async (_, url, words) => {
    const before = tunnel.words().length;
    await expect(curl(tunnel.port, url)).rejects.toThrow(/SOCKS5|proxy/i);
    await waitUntil('ssh to say why', () =>
      tunnel.words().slice(before).includes(`open failed: connect failed: ${words}`),
    );
  });

  it('another key, another user and a password', async () => {
    const other = folder.file('other_key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]);
    const attempts = [
      [...sshOptions(bastion, other), `ec2-user@${bastion.host}`],
      [...sshOptions(bastion, bastion.keyPath), `root@${bastion.host}`],
      [
        ...sshOptions(bastion, bastion.keyPath),
        '-o',
        'PreferredAuthentications=password,keyboard-interactive',
        `ec2-user@${bastion.host}`,
      ],
    ];
    for (const args of attempts) {
      await expect(run('ssh', [...args, '-N'])).rejects.toThrow(/Permission denied \(publickey\)/);
    }
  });

  it('shells, commands, listening and sockets', async () => {
    const to = `ec2-user@${bastion.host}`;
    const base = sshOptions(bastion, bastion.keyPath);
    await expect(run('ssh', [...base, to, 'id'])).rejects.toThrow(/open failed|refused/i);
    await expect(run('ssh', [...base, '-T', to])).rejects.toThrow(/open failed|refused/i);
    const back = ['-N', '-R', `${await freePort()}:127.0.0.1:22`];
    await expect(run('ssh', [...base, ...back, to])).rejects.toThrow(
      /remote port forwarding failed/,
    );
    const socket = folder.file('local.sock');
    const forwarding = await openTunnel(bastion, ['-L', `${socket}:/run/some.sock`]);
    await expect(run('curl', ['-sS', '--unix-socket', socket, 'http://x/'])).rejects.toThrow();
    expect(forwarding.words()).toContain('open failed: administratively prohibited');
    await forwarding.stop();
  });

  it('is not the way to any other program on this machine', async () => {
    let reached = 0;
    const server = createServer((socket) => {
      reached++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await expect(curl(tunnel.port, `http://127.0.0.1:${address.port}/`)).rejects.toThrow();
    expect(reached).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it('nonsense in place of SSH, without falling over', async () => {
    const nonsense = ['GET / HTTP/1.1\r\n\r\n', 'SSH-2.0-x\r\n\0\0\0\0', '\0'.repeat(70_000)];
    for (const bytes of nonsense) {
      const socket = connect(bastion.port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.resume().end(bytes);
      await closed;
    }
    const [checked] = await checkPages(tunnel.port, bastion.pages);
    expect(checked).toMatchObject({ ok: true });
  });
});

describe('its keys', () => {
  it('are its owner’s alone and stay from run to run', async () => {
    const path = folder.file('kept');
    const first = await startEmbeddedBastion({ folder: path });
    const key = readFileSync(first.keyPath);
    expect(statSync(first.keyPath).mode & 0o777).toBe(0o600);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    await first.close();
    const second = await startEmbeddedBastion({ folder: path, port: first.port });
    expect(second.port).toBe(first.port);
    expect(second.hostFingerprint).toBe(first.hostFingerprint);
    expect(readFileSync(second.keyPath)).toEqual(key);
    await second.close();
  });

  it('are the ones ssh-keygen sees', () => {
    const scanned = execFileSync('ssh-keygen', ['-lf', knownHosts(bastion)], { encoding: 'utf8' });
    expect(scanned).toContain(bastion.hostFingerprint);
  });

  it('are made once by two that start at the same moment', async () => {
    const path = folder.file('together');
    const both = await Promise.all([
      startEmbeddedBastion({ folder: path }),
      startEmbeddedBastion({ folder: path }),
    ]);
    expect(both[0].hostFingerprint).toBe(both[1].hostFingerprint);
    await Promise.all(both.map((one) => one.close()));
  });

  it('are made anew when a file no longer holds one', async () => {
    const path = folder.file('damaged');
    const first = await startEmbeddedBastion({ folder: path });
    await first.close();
    writeFileSync(first.keyPath, readFileSync(first.keyPath).subarray(0, 100));
    const second = await startEmbeddedBastion({ folder: path });
    execFileSync('ssh-keygen', ['-y', '-P', '', '-f', second.keyPath]);
    expect(second.hostFingerprint).toBe(first.hostFingerprint);
    await second.close();
  });
});

describe('closing', () => {
  it('ends its clients, frees the port and leaves nothing open', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name));
    const own = await startEmbeddedBastion({ folder: folder.file('demo') });
    const through = await openTunnel(own);
    const silent = connect(own.port, '127.0.0.1');
    await new Promise((resolve) => silent.once('connect', resolve));
    const ended = new Promise((resolve) => silent.once('close', resolve));
    silent.resume();
    const checked = await checkPages(through.port, own.pages);
    expect(checked.map(({ ok }) => ok)).toEqual(own.pages.map(() => true));
    const exited = new Promise((resolve) => through.process.once('exit', resolve));
    await own.close();
    await Promise.all([exited, ended]);
    const again = await startEmbeddedBastion({ folder: folder.file('demo'), port: own.port });
    await again.close();
    await waitUntil('sockets and timers to go', () => {
      const now = process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name));
      return now.length <= before.length + 1;
    });
  });

  it('names the port it cannot have', async () => {
    const options = { folder: folder.file('demo'), port: bastion.port };
    await expect(startEmbeddedBastion(options)).rejects.toMatchObject({
      failure: { code: 'port-in-use', port: bastion.port },
    });
  });
});
