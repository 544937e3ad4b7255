import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandNames } from '../../electron/cli/command-names';
import { defaultHeader, logFolder, record } from '../support/flows';
import { waitUntil } from '../support/ports';
import { culvertWindows, PackagedApp } from './packaged-app';
import { socketsOf } from './shell-processes';

const execute = promisify(execFile);

/** @electron/fuses 1.6 has no name yet for what stands eighth in the binary's list. */
const grantFileProtocolExtraPrivileges = 7;
/** The ninth, WasmTrapHandlers, which older Electrons lack: on unless somebody turns it off. */
const wasmTrapHandlers = '8';
const on = '1'.charCodeAt(0);
const off = '0'.charCodeAt(0);

/** NETLINK_SOCK_DIAG of linux/netlink.h. */
const sockDiag = '4';

let packaged: PackagedApp;

const log = logFolder({
  '1.log': [
    defaultHeader,
    record('10.0.0.1 52.219.1.1', '41000 443'),
    record('52.219.1.1 10.0.0.1', '443 41000'),
  ].join('\n'),
});

const whereSchema = z.object({ executablePath: z.string() });

/** How many of a process's sockets speak to the kernel's answering machine for sockets. */
function socketDiagnoses(pid: number): number {
  const own = new Set(socketsOf(pid));
  const rows = readFileSync('/proc/net/netlink', 'utf8').trim().split('\n').slice(1);
  const sockets = rows.map((row) => row.trim().split(/\s+/));
  return sockets.filter((row) => row[1] === sockDiag && own.has(row.at(-1) ?? '')).length;
}

// The window is looked for with X11's own tools: elsewhere there is nothing to look with.
describe.runIf(process.platform === 'linux')('the packaged application', () => {
  beforeAll(async () => {
    packaged = await PackagedApp.build();
  });
  afterEach(() => packaged.end());
  afterAll(() => packaged?.remove());

  it('ELE-19: has the fuses of the hardening table', async () => {
    const fuses = await getCurrentFuseWire(join(packaged.folder, 'culvert'));
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
    const resources = readdirSync(join(packaged.folder, 'resources'));
    expect(resources).toContain('app.asar');
    expect(resources).not.toContain('app');
    expect(resources).not.toContain('default_app.asar');
  });

  it('lacks no module: the demonstration runs from inside the archive', async () => {
    const where = whereSchema.parse(JSON.parse(process.env['CULVERT_ELECTRON'] ?? 'null'));
    const cli = join(packaged.folder, 'resources', 'app.asar', 'dist', 'cli.js');
    // The packaged binary refuses to be a Node, so the same Electron before packaging reads it.
    const { stdout } = await execute(where.executablePath, [cli, 'demo', '--json'], {
      cwd: packaged.folder,
      env: {
        ...process.env,
        CULVERT_DATA_DIR: packaged.data.file('demo'),
        ELECTRON_RUN_AS_NODE: '1',
      },
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
    const app = await packaged.startAndSeeWindow();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(app.process.exitCode).toBeNull();
    expect(await culvertWindows()).toHaveLength(1);
    expect(readdirSync(packaged.data.path).length).toBeGreaterThan(0);
    app.process.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(app.output()).not.toMatch(/Error:|UnhandledPromise|Cannot find module/);
  });

  it('is its own command line, without a window', async () => {
    const demo = packaged.start(['demo', '--stay', '--json']);
    await waitUntil('the demonstration', () => demo.output().includes('"event":"demo","ok":true'));
    expect(await culvertWindows()).toHaveLength(0);
    demo.process.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    const key = packaged.start(['key', '/nowhere/at/all', '--json']);
    expect(await key.ended).toBe(3);
    expect(key.output()).toContain('"code":"key-missing"');
  });

  it('asks the kernel whose a connection is, through the one build it carries for that', async () => {
    const demo = packaged.start(['demo', '--stay', '--json']);
    await waitUntil('the demonstration', () => demo.output().includes('"event":"demo","ok":true'));
    expect(socketDiagnoses(demo.process.pid ?? 0)).toBe(1);
    demo.process.kill('SIGTERM');
    expect(await demo.ended).toBe(0);
    const libraries = readdirSync(join(packaged.folder, 'resources/app.asar.unpacked'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((file) => basename(file) === 'koffi.node');
    const build = `linux_${process.arch}/koffi.node`;
    expect(libraries).toEqual([`node_modules/@koromix/koffi-linux-${process.arch}/${build}`]);
  });

  it('is its command line without a display too, told to do without', async () => {
    const key = packaged.start(['--ozone-platform=headless', 'key', '/nowhere/at/all', '--json'], {
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined,
    });
    expect(await key.ended, key.output()).toBe(3);
    await waitUntil('its answer', () => key.output().includes('"code":"key-missing"'));
  });

  it('knows every command of the command line', async () => {
    for (const name of commandNames) {
      // Misused, each says so and ends before it does anything.
      const misused = packaged.start([name, '--no-such-option']);
      expect(await misused.ended, `${name}: ${misused.output()}`).toBe(2);
      await waitUntil('its complaint', () => misused.output().includes('--no-such-option'));
    }
  });

  it('reads flow logs on the command line, with DuckDB from beside its archive', async () => {
    const flows = packaged.start(['flows', log, '--json']);
    expect(await flows.ended, flows.output()).toBe(0);
    await waitUntil('what they say', () => flows.output().includes('"destination":"52.219.1.1"'));
  });

  it('is heard to the end by whoever reads its answer slowly', async () => {
    const hosts = Array.from({ length: 1_500 }, (_, at) => [
      `Host bastion-${at}`,
      `  HostName 10.0.${at >> 8}.${at & 255}`,
      `  DynamicForward ${20_000 + at}`,
    ]);
    writeFileSync(packaged.data.file('config'), hosts.flat().join('\n'));
    const command = packaged.start(['import', packaged.data.file('config'), '--json']);
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
    const app = await packaged.startAndSeeWindow(['-e', script], { ELECTRON_RUN_AS_NODE: '1' });
    app.process.kill('SIGTERM');
    await app.ended;
    expect(app.output()).not.toContain('answer 42');
  });

  it('ELE-19: opens no inspector', async () => {
    const app = await packaged.startAndSeeWindow(['--inspect=0']);
    app.process.kill('SIGTERM');
    await app.ended;
    expect(app.output()).not.toContain('Debugger listening');
  });

  it('ELE-19: ignores NODE_OPTIONS', async () => {
    const app = await packaged.startAndSeeWindow([], {
      NODE_OPTIONS: '--require /nowhere/at/all.cjs',
    });
    app.process.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  });
});
