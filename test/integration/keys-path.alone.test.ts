import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyBench, output } from '../support/key-bench';
import { temporaryFolder } from '../support/temp-folder';

const bench = await KeyBench.open();
const { maker, reader } = bench;
afterAll(() => bench.close());

function pipe(): string {
  const path = maker.path('pipe');
  output('mkfifo', path);
  return path;
}

function linkTo(target: string): string {
  const link = maker.path('link');
  symlinkSync(target, link);
  return link;
}

/** What the key worker tells a process that is not root's: root may read everything. */
async function inspectedByAnother(path: string): Promise<unknown> {
  const program = `
    const { Worker } = require('node:worker_threads');
    const worker = new Worker(new URL(process.argv[1]));
    worker.once('message', (reply) => {
      process.stdout.write(JSON.stringify(reply));
      worker.terminate();
    });
    worker.postMessage({ id: 1, path: process.argv[2], passphrase: new Uint8Array(1) });
  `;
  const child = spawn(process.execPath, ['-e', program, bench.workerUrl.href, path], {
    ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let reply = '';
  for await (const chunk of child.stdout) reply += String(chunk);
  return JSON.parse(reply);
}

describe('SEC-05: a path that leads to no readable file', () => {
  it('a folder', async () => {
    const folder = maker.path('folder');
    mkdirSync(folder);
    expect(await bench.failureOf(folder)).toMatchObject({ code: 'key-is-directory' });
  });

  const nowhere = ['/nonexistent/key', `${fileURLToPath(import.meta.url)}/key`, 'no\0name', ''];
  it.each(nowhere)('%j', async (path) => {
    expect(await bench.failureOf(path)).toMatchObject({ code: 'key-missing' });
  });

  it.each([
    ['a pipe nobody writes into', pipe],
    ['an endless device', () => '/dev/zero'],
    ['a link to a device', () => linkTo('/dev/zero')],
  ])('%s, told within 100 ms', async (_name, make) => {
    const path = make();
    await reader.inspect(maker.base('ed25519').file);
    const started = performance.now();
    expect(await bench.failureOf(path)).toMatchObject({ code: 'key-not-a-file' });
    expect(performance.now() - started).toBeLessThan(100);
  });

  it('a socket', async () => {
    const path = maker.path('socket');
    const server = createServer().listen(path);
    await once(server, 'listening');
    expect(await bench.failureOf(path)).toMatchObject({ code: 'key-not-a-file' });
    server.close();
  });

  it('a file that this user may not read', async () => {
    const folder = temporaryFolder('culvert-shared-');
    chmodSync(folder.path, 0o755);
    const file = folder.file('key');
    writeFileSync(file, bench.openssh());
    chmodSync(file, 0o000);
    expect(await inspectedByAnother(file)).toMatchObject({
      failure: { code: 'key-unreadable', name: 'key', why: 'EACCES' },
    });
    folder.remove();
  });
});

describe('SEC-05: a file that is odd and still usable', () => {
  it.each([0o640, 0o604, 0o644, 0o610])('of mode %o is called readable by others', async (mode) => {
    const { file } = maker.sshKeygen('ed25519', 'RFC4716', '');
    chmodSync(file, mode);
    expect((await reader.inspect(file)).warnings).toEqual(['readable-by-others']);
    expect((await reader.read(file, null)).facts.warnings).toEqual(['readable-by-others']);
  });

  it('through a link is judged by what the link leads to', async () => {
    const { file, fingerprint } = maker.base('ed25519');
    expect(await reader.inspect(linkTo(file))).toMatchObject({ fingerprint, warnings: [] });
  });

  const texts = [
    ['OpenSSH', () => bench.openssh()],
    ['PKCS#1', () => bench.rsaPem()],
    ['encrypted PKCS#1', () => bench.rsaPem('secret')],
    ['PKCS#8', () => bench.pkcs8('secret')],
    ['PPK 2', () => bench.ppk(2)],
    ['PPK 3', () => bench.ppk(3, 'secret')],
  ] as const;

  it.each(texts)('with the line ends of Windows and a byte order mark: %s', async (_name, make) => {
    const text = make();
    const plain = await reader.read(maker.write('unix', text), Buffer.from('secret'));
    const windows = `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const read = await reader.read(maker.write('windows', windows), Buffer.from('secret'));
    expect(read).toEqual({ ...plain, facts: { ...plain.facts, warnings: ['byte-order-mark'] } });
  });

  it('with text around the key', async () => {
    const text = `Bag Attributes\n    friendlyName: me\n${bench.rsaPem()}\nand so on\n`;
    const { fingerprint } = maker.base('rsa-2048');
    expect(await reader.inspect(maker.write('bag', text))).toMatchObject({ fingerprint });
  });
});
