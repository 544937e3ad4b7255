import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../shared/model/failure';
import { startSshd } from '../support/sshd';
import { temporaryFolder } from '../support/temp-folder';
import { directDial } from '../unit/socks/direct-dial';
import { cleanUp, doorWith, failing } from '../unit/socks/door-harness';

const run = promisify(execFile);
const page = randomBytes(5 * 1024 * 1024);
const http = createServer((_request, response) => response.end(page));
let httpPort = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  httpPort = (http.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => http.close(resolve)));
afterEach(cleanUp);

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Output of a program as bytes; its own words are in the error when it fails. */
async function output(program: string, args: readonly string[]): Promise<Buffer> {
  const { stdout } = await run(program, [...args], { encoding: 'buffer', maxBuffer: 64 << 20 });
  return stdout;
}

const name = 'http://ip-10-0-1-23.ap-northeast-2.compute.internal:8088/';
const address = 'http://10.0.1.23:8088/';

describe('SOX-06: curl', () => {
  it.each([
    ['--socks5-hostname', name, 'name'],
    ['--socks5-hostname', address, 'ipv4'],
    ['--socks5-hostname', 'http://[2001:db8::1]:8088/', 'ipv6'],
    ['--socks5', address, 'ipv4'],
    ['--socks5', 'http://[2001:db8::1]:8088/', 'ipv6'],
    ['--socks4', address, 'ipv4'],
    ['--socks4a', name, 'name'],
    ['--socks4a', address, 'ipv4'],
  ])('%s fetches 5 MiB from %s', async (option, url, kind) => {
    const way = directDial(httpPort);
    const { door } = await doorWith(way.dial);
    const body = await output('curl', ['-sS', option, `127.0.0.1:${door.port}`, url]);
    expect(sha256(body)).toBe(sha256(page));
    const host = new URL(url).hostname.replace(/[[\]]/g, '');
    expect(way.asked).toEqual([{ host, port: 8088, kind }]);
  });

  it('sends 5 MiB up', async () => {
    const folder = temporaryFolder();
    const received: Buffer[] = [];
    const sink = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => received.push(chunk));
      request.on('end', () => response.end('done'));
    });
    try {
      await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
      const { door } = await doorWith(directDial((sink.address() as AddressInfo).port).dial);
      writeFileSync(folder.file('body'), page);
      const proxy = ['--socks5-hostname', `127.0.0.1:${door.port}`];
      await output('curl', ['-sS', ...proxy, '--data-binary', `@${folder.file('body')}`, name]);
      expect(sha256(Buffer.concat(received))).toBe(sha256(page));
    } finally {
      sink.close();
      folder.remove();
    }
  });

  const at = { host: 'node.internal', port: 8088 };
  const failures: readonly (readonly [number, Failure])[] = [
    [1, { code: 'tunnel-down' }],
    [2, { code: 'forwarding-prohibited', ...at }],
    [3, { code: 'destination-unreachable', ...at, scope: 'network' }],
    [4, { code: 'destination-unresolvable', ...at }],
    [5, { code: 'destination-refused', ...at }],
  ];

  it.each(failures)('says (%i) for %j', async (code, failure) => {
    const { door } = await doorWith(failing(failure));
    const proxy = `127.0.0.1:${door.port}`;
    const five = output('curl', ['-sS', '--socks5-hostname', proxy, name]);
    await expect(five).rejects.toMatchObject({ code: 97 });
    const words = await five.catch((error: Error & { stderr?: unknown }) => String(error.stderr));
    expect(words).toMatch(new RegExp(`complete SOCKS5 connection .*\\(${code}\\)`));
    const four = output('curl', ['-sS', '--socks4a', proxy, name]);
    const old = await four.catch((error: Error & { stderr?: unknown }) => String(error.stderr));
    expect(old).toMatch(/\(91\), request rejected or failed/);
  });

  it('is refused the metadata service and the bastion itself, with (2)', async () => {
    const way = directDial(httpPort);
    const { door } = await doorWith(way.dial);
    for (const host of ['169.254.169.254', '[fd00:ec2::254]', '127.0.0.1', 'localhost', '[::1]']) {
      const proxy = ['--noproxy', '', '--socks5-hostname', `127.0.0.1:${door.port}`];
      await expect(output('curl', ['-sS', ...proxy, `http://${host}/`])).rejects.toThrow(/\(2\)/);
    }
    expect(way.asked).toEqual([]);
  });

  it('that takes the port for a web server or an HTTP proxy is told what it is', async () => {
    const { door } = await doorWith(directDial(httpPort).dial);
    const own = `http://127.0.0.1:${door.port}/`;
    expect((await output('curl', ['-sS', own])).toString()).toMatch(/^This is a SOCKS proxy/);
    expect((await output('curl', ['-sS', '-x', own, name])).toString()).toMatch(/SOCKS5 proxy/);
    const status = await output('curl', ['-sS', '-o', '/dev/null', '-w', '%{http_code}', own]);
    expect(status.toString()).toBe('501');
    await expect(output('curl', ['-sSk', own.replace('http:', 'https:')])).rejects.toThrow();
  });
});

describe('proxychains4', () => {
  it.each([
    ['socks5', name],
    ['socks5', address],
    ['socks4', name],
    ['socks4', address],
  ])('as %s fetches 5 MiB from %s', async (type, url) => {
    const folder = temporaryFolder();
    try {
      const way = directDial(httpPort);
      const { door } = await doorWith(way.dial);
      const lines = ['strict_chain', 'quiet_mode', 'proxy_dns', '[ProxyList]'];
      const config = folder.file('proxychains.conf');
      writeFileSync(config, [...lines, `${type} 127.0.0.1 ${door.port}`, ''].join('\n'));
      const body = await output('proxychains4', ['-q', '-f', config, 'curl', '-sS', url]);
      expect(sha256(body)).toBe(sha256(page));
      expect(way.asked.map(({ host }) => host)).toEqual([new URL(url).hostname]);
    } finally {
      folder.remove();
    }
  });
});

describe('OpenSSH through nc', () => {
  it.each([
    ['5', 'node.internal'],
    ['5', '10.0.1.23'],
    ['4', '10.0.1.23'],
  ])('as SOCKS%s sends 5 MiB to %s and back', async (version, host) => {
    const folder = temporaryFolder();
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('key')]);
    const key = readFileSync(folder.file('key.pub'), 'utf8');
    const sshd = await startSshd({ authorizedKeys: [key.trim()] });
    try {
      const way = directDial(sshd.port);
      const { door } = await doorWith(way.dial);
      const [type = '', data = ''] = readFileSync(
        `${sshd.hostKeyFile('ed25519')}.pub`,
        'utf8',
      ).split(' ');
      writeFileSync(folder.file('known_hosts'), `${host} ${type} ${data}\n`);
      const options = [
        `ProxyCommand=nc -X ${version} -x 127.0.0.1:${door.port} %h %p`,
        `UserKnownHostsFile=${folder.file('known_hosts')}`,
        'GlobalKnownHostsFile=/dev/null',
        'StrictHostKeyChecking=yes',
        'IdentitiesOnly=yes',
        'BatchMode=yes',
      ].flatMap((option) => ['-o', option]);
      const target = [`${sshd.user}@${host}`, 'cat'];
      const args = ['-F', '/dev/null', ...options, '-i', folder.file('key'), ...target];
      expect(sha256(await through('ssh', args, page))).toBe(sha256(page));
      expect(way.asked.map((asked) => asked.host)).toEqual([host]);
    } finally {
      await sshd.stop();
      folder.remove();
    }
  });
});

/** What a program makes of its input; rejects with its own words when it fails. */
async function through(program: string, args: readonly string[], input: Buffer): Promise<Buffer> {
  const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${words}`);
  return Buffer.concat(out);
}
