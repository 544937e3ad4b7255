import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandNames } from '../../electron/cli/command-names';
import { defaultHeader, logFolder, record } from '../support/flows';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { socketsOf } from './shell-processes';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);

/** @electron/fuses 1.6 has no name yet for what stands eighth in the binary's list. */
const grantFileProtocolExtraPrivileges = 7;
/** The ninth, WasmTrapHandlers, which older Electrons lack: on unless somebody turns it off. */
const wasmTrapHandlers = '8';
const on = '1'.charCodeAt(0);
const off = '0'.charCodeAt(0);

/** NETLINK_SOCK_DIAG of linux/netlink.h. */
const sockDiag = '4';

const release = temporaryFolder('culvert-release-');
const data = temporaryFolder('culvert-packaged-');
/** Where electron-builder put it; its folder's name tells the processor. */
let application = '';
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const log = logFolder({
  '1.log': [
    defaultHeader,
    record('10.0.0.1 52.219.1.1', '41000 443'),
    record('52.219.1.1 10.0.0.1', '443 41000'),
  ].join('\n'),
});

const whereSchema = z.object({ executablePath: z.string() });

let running: ChildProcess | undefined;

interface Packaged {
  readonly process: ChildProcess;
  /** What it has written to stdout and stderr so far. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

function startPackaged(args: readonly string[], env: NodeJS.ProcessEnv = {}): Packaged {
  const child = spawn(join(application, 'culvert'), [...sandbox, ...args], {
    env: { ...process.env, CULVERT_DATA_DIR: data.path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  );
  return { process: child, output: () => output, ended };
}

/** How many of a process's sockets speak to the kernel's answering machine for sockets. */
function socketDiagnoses(pid: number): number {
  const own = new Set(socketsOf(pid));
  const rows = readFileSync('/proc/net/netlink', 'utf8').trim().split('\n').slice(1);
  const sockets = rows.map((row) => row.trim().split(/\s+/));
  return sockets.filter((row) => row[1] === sockDiag && own.has(row.at(-1) ?? '')).length;
}

/** The lines of the window tree that belong to Culvert. */
async function culvertWindows(): Promise<string[]> {
  const { stdout } = await execute('xwininfo', ['-root', '-tree']).catch((error: unknown) => {
    // A window that goes away while the tree is listed spoils the whole list.
    if (/Bad (Window|Drawable)/.test(String(error))) return { stdout: null };
    throw error;
  });
  if (stdout === null) return culvertWindows();
  return stdout.split('\n').filter((line) => /"Culvert[^"]*": \("culvert"/.test(line));
}

async function startAndSeeWindow(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Packaged> {
  const app = startPackaged(args, env);
  await waitUntil(
    'the packaged window',
    async () => {
      if (app.process.exitCode !== null) throw new Error(`it ended early:\n${app.output()}`);
      return (await culvertWindows()).length > 0;
    },
    30_000,
  );
  return app;
}

// The window is looked for with X11's own tools: elsewhere there is nothing to look with.
describe.runIf(process.platform === 'linux')('the packaged application', () => {
  beforeAll(async () => {
    await execute(
      process.execPath,
      ['scripts/package.mjs', '--dir', `-c.directories.output=${release.path}`],
      { cwd: checkout, maxBuffer: 16 * 1024 * 1024 },
    );
    const folder = readdirSync(release.path).find((name) => name.endsWith('unpacked'));
    if (folder === undefined) throw new Error('electron-builder made no application folder');
    application = release.file(folder);
  });

  afterEach(async () => {
    const last = running;
    running = undefined;
    if (last === undefined) return;
    if (last.exitCode === null && last.signalCode === null) {
      // The next one would find this one's lock on the settings, and leave them to it.
      const gone = once(last, 'exit');
      last.kill('SIGKILL');
      await gone;
    }
    // X lists a window for a moment after its process ended; the next test would take it for its own.
    await waitUntil('its window gone', async () => (await culvertWindows()).length === 0);
  });

  afterAll(() => {
    release.remove();
    data.remove();
  });

  it('ELE-19: has the fuses of the hardening table', async () => {
    const fuses = await getCurrentFuseWire(join(application, 'culvert'));
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableCookieEncryption]: on,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
      [grantFileProtocolExtraPrivileges]: off,
    });
    expect(Reflect.get(fuses, wasmTrapHandlers) ?? on).toBe(on);
  });

  it('carries the app in its archive and nothing beside it', () => {
    const resources = readdirSync(join(application, 'resources'));
    expect(resources).toContain('app.asar');
    expect(resources).not.toContain('app');
    expect(resources).not.toContain('default_app.asar');
  });

  it('lacks no module: the demonstration runs from inside the archive', async () => {
    const where = whereSchema.parse(JSON.parse(process.env['CULVERT_ELECTRON'] ?? 'null'));
    const cli = join(application, 'resources', 'app.asar', 'dist', 'cli.js');
    // The packaged binary refuses to be a Node, so the same Electron before packaging reads it.
    const { stdout } = await execute(where.executablePath, [cli, 'demo', '--json'], {
      cwd: application,
      env: { ...process.env, CULVERT_DATA_DIR: data.file('demo'), ELECTRON_RUN_AS_NODE: '1' },
    });
    const events: unknown[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toContainEqual(expect.objectContaining({ event: 'demo', ok: true }));
    // Only with libsodium, which the system loads from beside the archive.
    expect(stdout).toContain('"cipher":"chacha20-poly1305@openssh.com"');
  });

  it('shows its window, lives, and ends cleanly when asked to', async () => {
    const app = await startAndSeeWindow();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(app.process.exitCode).toBeNull();
    expect(await culvertWindows()).toHaveLength(1);
    expect(readdirSync(data.path).length).toBeGreaterThan(0);
    app.process.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(app.output()).not.toMatch(/Error:|UnhandledPromise|Cannot find module/);
  });

  it('is its own command line, without a window', async () => {
    const demo = startPackaged(['demo', '--stay', '--json']);
    await waitUntil('the demonstration', () => demo.output().includes('"event":"demo","ok":true'));
    expect(await culvertWindows()).toHaveLength(0);
    demo.process.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    const key = startPackaged(['key', '/nowhere/at/all', '--json']);
    expect(await key.ended).toBe(3);
    expect(key.output()).toContain('"code":"key-missing"');
  });

  it('asks the kernel whose a connection is, through the one build it carries for that', async () => {
    const demo = startPackaged(['demo', '--stay', '--json']);
    await waitUntil('the demonstration', () => demo.output().includes('"event":"demo","ok":true'));
    expect(socketDiagnoses(demo.process.pid ?? 0)).toBe(1);
    demo.process.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    const libraries = readdirSync(join(application, 'resources/app.asar.unpacked'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((file) => basename(file) === 'koffi.node');
    const build = `linux_${process.arch}/koffi.node`;
    expect(libraries).toEqual([`node_modules/@koromix/koffi-linux-${process.arch}/${build}`]);
  });

  it('is its command line without a display too, told to do without', async () => {
    const key = startPackaged(['--ozone-platform=headless', 'key', '/nowhere/at/all', '--json'], {
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined,
    });
    expect(await key.ended, key.output()).toBe(3);
    await waitUntil('its answer', () => key.output().includes('"code":"key-missing"'));
  });

  it('knows every command of the command line', async () => {
    for (const name of commandNames) {
      // Misused, each says so and ends before it does anything.
      const misused = startPackaged([name, '--no-such-option']);
      expect(await misused.ended, `${name}: ${misused.output()}`).toBe(2);
      await waitUntil('its complaint', () => misused.output().includes('--no-such-option'));
    }
  });

  it('reads flow logs on the command line, with DuckDB from beside its archive', async () => {
    const flows = startPackaged(['flows', log, '--json']);
    expect(await flows.ended, flows.output()).toBe(0);
    await waitUntil('what they say', () => flows.output().includes('"destination":"52.219.1.1"'));
  });

  it('is heard to the end by whoever reads its answer slowly', async () => {
    const hosts = Array.from({ length: 1_500 }, (_, at) => [
      `Host bastion-${at}`,
      `  HostName 10.0.${at >> 8}.${at & 255}`,
      `  DynamicForward ${20_000 + at}`,
    ]);
    writeFileSync(data.file('config'), hosts.flat().join('\n'));
    const command = startPackaged(['import', data.file('config'), '--json']);
    command.process.stdout?.pause();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const whole = once(command.process, 'close');
    command.process.stdout?.resume();
    await whole;
    expect(await command.ended).toBe(0);
    // A pipe holds 64 KiB by itself.
    expect(command.output().length).toBeGreaterThan(200_000);
    expect(command.output()).toContain('Host bastion-1499');
  });

  it('ELE-19: cannot be used as a Node', async () => {
    const script = 'require("fs").writeSync(1, "answer " + 6 * 7)';
    const app = await startAndSeeWindow(['-e', script], { ELECTRON_RUN_AS_NODE: '1' });
    app.process.kill('SIGTERM');
    await app.ended;
    expect(app.output()).not.toContain('answer 42');
  });

  it('ELE-19: opens no inspector', async () => {
    const app = await startAndSeeWindow(['--inspect=0']);
    app.process.kill('SIGTERM');
    await app.ended;
    expect(app.output()).not.toContain('Debugger listening');
  });

  it('ELE-19: ignores NODE_OPTIONS', async () => {
    const app = await startAndSeeWindow([], { NODE_OPTIONS: '--require /nowhere/at/all.cjs' });
    app.process.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  });
});
