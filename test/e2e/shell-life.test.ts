import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { launchPlainly, type RunningApp, startApp } from './shell-app';

let folder: ReturnType<typeof temporaryFolder>;
let app: RunningApp;

beforeEach(async () => {
  folder = temporaryFolder('culvert-app-');
  app = await startApp({ dataFolder: folder.path });
});
afterEach(async () => {
  await app.quit();
  folder.remove();
});

async function restart(): Promise<void> {
  await app.quit();
  app = await startApp({ dataFolder: folder.path });
}

const visible = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('a second start', () => {
  it('FLT-14: ends at once and brings the first one’s window to the front', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const from = performance.now();
    const second = launchPlainly(folder.path);
    const [code] = await once(second, 'exit');
    console.log(`second instance ended after ${Math.round(performance.now() - from)} ms`);
    expect(code).toBe(0);
    expect(performance.now() - from).toBeLessThan(4_000);
    await waitUntil('the window to show', async () => (await visible()) === true);
  });

  it('FLT-14: leaves one survivor of ten that start together', async () => {
    await app.quit();
    const starts = Array.from({ length: 10 }, () => launchPlainly(folder.path));
    const running = () =>
      starts.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    await waitUntil('nine to give way', () => running().length === 1, 60_000);
    await waitUntil('the first to have settled', () =>
      readdirSync(folder.path).includes('window.json'),
    );
    expect(running()).toHaveLength(1);
    for (const survivor of running()) {
      const gone = once(survivor, 'exit');
      survivor.kill('SIGTERM');
      await gone;
    }
    for (const name of readdirSync(folder.path).filter((file) => file.endsWith('.json'))) {
      expect(() => JSON.parse(readFileSync(folder.file(name), 'utf8')), name).not.toThrow();
    }
    app = await startApp({ dataFolder: folder.path });
  });
});

describe('the window', () => {
  it('opens where it was', async () => {
    const place = { x: 120, y: 90, width: 1010, height: 640 };
    await app.electron.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      place,
    );
    await waitUntil('the place to be stored', () => {
      if (!existsSync(folder.file('window.json'))) return false;
      const { bounds } = JSON.parse(readFileSync(folder.file('window.json'), 'utf8'));
      return bounds.width === place.width;
    });
    await restart();
    const bounds = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBounds(),
    );
    expect(bounds).toEqual(place);
  });

  it('closed, leaves the tunnels running, and says so the first time only', async () => {
    const port = await app.startDemo();
    await app.electron.evaluate(({ Notification }) => {
      const shown: string[] = [];
      Reflect.set(globalThis, 'noticesShown', shown);
      Notification.prototype.show = function show() {
        shown.push(this.title);
      };
    });
    const close = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await close();
    await waitUntil('the window to hide', async () => (await visible()) === false);
    expect(await answers(port)).toBe(true);
    await app.clickTray('open');
    await waitUntil('the window to show', async () => (await visible()) === true);
    await close();
    expect(await app.electron.evaluate(() => Reflect.get(globalThis, 'noticesShown'))).toEqual([
      'Culvert is still running',
    ]);
    const preferences = JSON.parse(readFileSync(folder.file('preferences.json'), 'utf8'));
    expect(preferences.closingExplained).toBe(true);
  });
});

describe('the tray', () => {
  it('shows each tunnel in words, and stops and starts it', async () => {
    expect(await app.trayLabels()).toEqual(['Open Culvert', 'No tunnels yet', 'Quit']);
    const port = await app.startDemo();
    expect(await app.trayLabels()).toEqual(['Open Culvert', 'Demo cluster (Connected)', 'Quit']);
    await app.clickTray('stop:demo');
    await app.reaches('demo', 'stopped');
    expect(await answers(port)).toBe(false);
    await waitUntil('the tray to say so', async () =>
      (await app.trayLabels()).includes('Demo cluster (Stopped)'),
    );
    await app.clickTray('start:demo');
    await app.reaches('demo', 'up');
  });

  it('quits', async () => {
    const gone = once(app.electron.process(), 'exit');
    await app.clickTray('quit').catch(() => undefined);
    const [code] = await gone;
    expect(code).toBe(0);
  });
});

describe('the engine', () => {
  it('FLT-21: killed, is replaced, and its tunnel comes back on the same port', async () => {
    const port = await app.startDemo();
    const before = await app.engine();
    const from = performance.now();
    process.kill(before, 'SIGKILL');
    await waitUntil(
      'another engine',
      async () => ![before, undefined].includes(await app.enginePid()),
    );
    const restarted = performance.now() - from;
    await waitUntil('the port to be bound again', () => answers(port));
    const bound = performance.now() - from;
    await app.reaches('demo', 'up');
    console.log(
      `engine restarted ${Math.round(restarted)} ms, port bound ${Math.round(bound)} ms, up ${Math.round(performance.now() - from)} ms after SIGKILL`,
    );
    expect(restarted).toBeLessThan(1_000);
    expect(bound).toBeLessThan(2_000);
    const { log } = await app.snapshot();
    expect(log.some(({ event }) => event.code === 'engine-restarted')).toBe(true);
  });

  it('FLT-21: killed three times in a minute, stays down and says so until somebody starts a tunnel', async () => {
    await app.startDemo();
    for (let crash = 1; crash <= 3; crash += 1) {
      const pid = await app.engine();
      process.kill(pid, 'SIGKILL');
      await waitUntil('it to be gone', async () => (await app.enginePid()) !== pid);
      if (crash < 3) await app.reaches('demo', 'up');
    }
    await app.reaches('demo', 'blocked');
    const { tunnels } = await app.snapshot();
    expect(tunnels).toMatchObject([
      { state: { state: 'blocked', cause: { code: 'engine-down' } } },
    ]);
    await app.page.evaluate(`window.culvert.startTunnel({ profileId: 'demo' })`);
    await app.reaches('demo', 'up');
  });
});

describe('the app itself', () => {
  it('FLT-13, FLT-21: killed, takes its engine and its port along, and the next start finds everything', async () => {
    const port = await app.startDemo();
    const engine = await app.engine();
    app.electron.process().kill('SIGKILL');
    await waitUntil('the engine to be gone', () => hasEnded(engine));
    await waitUntil('the port to be free', async () => !(await answers(port)));
    for (const name of readdirSync(folder.path).filter((each) => each.endsWith('.json'))) {
      expect(() => JSON.parse(readFileSync(folder.file(name), 'utf8')), name).not.toThrow();
    }
    app = await startApp({ dataFolder: folder.path });
    const { profiles, about } = await app.snapshot();
    expect(profiles.map(({ id }) => id)).toContain('demo');
    expect(about.quarantined).toBeNull();
    expect(await app.startDemo()).toBe(port);
  });
});

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

describe('quitting', () => {
  const drags = () => readdirSync(tmpdir()).filter((name) => name.startsWith('culvert-drag-'));

  it('ends tunnel and engine, takes its drag folder along and leaves sound files', async () => {
    const before = new Set(drags());
    const port = await app.startDemo();
    await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) throw new Error('no window');
      contents.startDrag = (item) => Reflect.set(globalThis, 'dragged', item.file);
    });
    await app.page.evaluate(`window.culvert.dragExport({ profileId: 'demo', kind: 'foxyproxy' })`);
    const dragged = await app.electron.evaluate(() => String(Reflect.get(globalThis, 'dragged')));
    expect(JSON.parse(readFileSync(dragged, 'utf8')).data).toHaveLength(1);
    expect(drags().filter((name) => !before.has(name))).toHaveLength(1);
    const engine = await app.engine();
    await app.quit();
    expect(() => process.kill(engine, 0)).toThrow('ESRCH');
    expect(await answers(port)).toBe(false);
    expect(drags().filter((name) => !before.has(name))).toEqual([]);
  });

  it('by SIGTERM does the same', async () => {
    const port = await app.startDemo();
    const engine = await app.engine();
    const gone = once(app.electron.process(), 'exit');
    app.electron.process().kill('SIGTERM');
    await gone;
    expect(() => process.kill(engine, 0)).toThrow('ESRCH');
    expect(await answers(port)).toBe(false);
  });
});
