import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openFrontDoor } from '../../electron/socks/front-door';
import { listen } from '../../electron/socks/listen';
import { destinationPolicy } from '../../electron/socks/policy';
import { freePort, waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { cleanUp, doorWith, failing, request } from '../unit/socks/door-harness';
import { RawClient } from '../unit/socks/raw-client';

afterEach(cleanUp);

const dial = failing({ code: 'tunnel-down' });

function attempt(port: number): Promise<unknown> {
  const policy = destinationPolicy([]);
  return openFrontDoor({ address: '127.0.0.1', port, dial, policy, events: {} });
}

/** What listens on a port, as `ss` reports the local addresses. */
function listeners(port: number): string[] {
  const rows = execFileSync('ss', ['-Hltn', `sport = :${port}`], { encoding: 'utf8' });
  return rows.split('\n').flatMap((row) => row.trim().split(/\s+/)[3] ?? []);
}

describe('the port', () => {
  it('is bound on 127.0.0.1 and nowhere else', async () => {
    const { door } = await doorWith(dial);
    expect(listeners(door.port)).toEqual([`127.0.0.1:${door.port}`]);
    await door.close();
    expect(listeners(door.port)).toEqual([]);
  });

  it.each([
    ['127.0.0.1', ['-l', '-s', '127.0.0.1', '-p']],
    ['every address', ['-l', '-p']],
  ])('in use on %s names the process that has it', async (_where, args) => {
    const port = await freePort();
    const holder = spawn('nc', [...args, String(port)], { stdio: 'ignore' });
    try {
      await waitUntil('nc to listen', () => listeners(port).length > 0);
      await expect(attempt(port)).rejects.toMatchObject({
        failure: { code: 'port-in-use', port, pid: holder.pid, name: 'nc' },
      });
    } finally {
      holder.kill();
      await once(holder, 'exit');
    }
    const { door } = await doorWith(dial, { port });
    expect(door.port).toBe(port);
  });

  it('in use by this process names this process', async () => {
    const { door } = await doorWith(dial);
    await expect(attempt(door.port)).rejects.toMatchObject({
      failure: { code: 'port-in-use', port: door.port, pid: process.pid },
    });
  });
});

const folder = temporaryFolder();
let program = '';

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, '../unit/socks/door-program.ts'),
      outDir: folder.path,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'door.mjs' } },
    },
    ssr: { noExternal: true },
  });
  program = folder.file('door.mjs');
});
afterAll(() => folder.remove());

/** Starts the front door as a program, behind `words` of a command that runs it; what it printed. */
async function startProgram(words: readonly string[], port: number) {
  const [command = '', ...args] = [...words, process.execPath, program, String(port)];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(child.stdout, 'data');
  const said: unknown = JSON.parse(String(text));
  return { child, said };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

describe('a port the system keeps for others', () => {
  it('is reported as reserved', async () => {
    // Root may bind it unless that one capability is taken away.
    const words = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-net_bind_service'] : [];
    const { child, said } = await startProgram(words, 81);
    await stop(child);
    expect(said).toEqual({ code: 'port-reserved', port: 81 });
  });

  it('is told apart from every other reason', async () => {
    const server = createServer();
    try {
      const port = await listen(server, '127.0.0.1', 0);
      await expect(listen(server, '127.0.0.1', port)).rejects.toMatchObject({
        failure: { code: 'listen-failed', port, why: 'ERR_SERVER_ALREADY_LISTEN' },
      });
    } finally {
      server.close();
    }
  });
});

describe('running out of file descriptors', () => {
  it('costs the clients that could not be accepted, not the listener', async () => {
    const { child, said } = await startProgram(['sh', '-c', 'ulimit -n 40; exec "$0" "$@"'], 0);
    try {
      const { port } = z.object({ port: z.number() }).parse(said);
      const crowd = await Promise.all(Array.from({ length: 60 }, () => RawClient.connect(port)));
      const cut = () => crowd.filter((client) => client.ended || client.socket.destroyed).length;
      await waitUntil('some to be cut off', () => cut() > 20);
      expect(cut()).toBeLessThan(60);
      for (const client of crowd) client.reset();
      await waitUntil('the door to serve again', async () => {
        const client = await RawClient.say(port, request);
        return (await client.end()).toString('hex') === '050005010001000000000000';
      });
      expect(child.exitCode).toBeNull();
    } finally {
      await stop(child);
    }
  });
});
