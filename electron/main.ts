import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, Menu, nativeTheme, session } from 'electron';
import { type Answering, openChannels } from './ipc/handle';
import { registerAppScheme, serveUi } from './shell/app-protocol';
import { commandIn } from './shell/command-line';
import { guardContents } from './shell/contents-guard';
import type { Culvert } from './shell/culvert';
import { lastLook } from './shell/last-look';
import { MainWindow } from './shell/main-window';
import { quitInOrder } from './shell/quit-in-order';
import { guardSession } from './shell/session-guard';

// Everything this file imports is loaded before the window is made: no schemas, no texts, no engine.
// The rest comes while the page starts in a process of its own.

/** The longest the rest of the app waits for the page, which may not come at all. */
const patienceMs = 1_000;

const built = fileURLToPath(new URL('.', import.meta.url));

function placeDataFolder(wanted: string | undefined): void {
  if (wanted === undefined || wanted === '') return;
  const folder = resolve(wanted);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
}

/** Playwright cannot click a tray: a checkout under test may reach the menu from main, only there. */
function leaveMenuForTests(menu: Menu): void {
  if (app.isPackaged || process.env['CULVERT_E2E'] !== '1') return;
  Object.assign(globalThis, { culvertTrayMenu: menu });
}

async function refuse(error: unknown): Promise<void> {
  const { refuseToStart } = await import('./shell/refuse');
  refuseToStart(error);
}

function run(): void {
  let culvert: Culvert | null = null;
  const quitting = quitInOrder(app, async () => culvert?.close());
  guardContents(app);
  // Electron would make a menu of its own, for nothing.
  Menu.setApplicationMenu(null);
  const dataFolder = app.getPath('userData');
  const look = lastLook(dataFolder);
  nativeTheme.themeSource = look.theme;
  const window = new MainWindow({
    preload: join(built, 'preload.cjs'),
    address: 'app://ui/index.html',
    look,
    quitting,
  });
  // What another start was given on its command line is not ours to act upon.
  app.on('second-instance', () => culvert?.open());
  app.on('activate', () => culvert?.open());
  // Without a listener Electron quits: tunnels outlive the window.
  app.on('window-all-closed', () => undefined);
  /** All that is not needed to show a page. */
  const bringUp = async (): Promise<Answering> => {
    const { Culvert } = await import('./shell/culvert');
    // Told to quit in the meantime, the app has nobody left to answer.
    if (quitting()) return new Promise(() => undefined);
    culvert = new Culvert({
      built,
      dataFolder,
      window,
      trayShown: leaveMenuForTests,
      onBroken: (error) => void refuse(error),
    });
    return culvert.start();
  };
  app
    .whenReady()
    .then(() => {
      guardSession(session.defaultSession, !app.isPackaged);
      const given = serveUi(session.defaultSession, join(built, 'renderer'));
      window.open();
      // While main loads, nothing it does for the page gets on.
      const answering = Promise.race([given, pause(patienceMs)]).then(bringUp);
      openChannels(answering, () => window.contents);
      return answering;
    })
    .catch((error: unknown) => {
      window.destroy();
      return refuse(error);
    });
}

/** Waits until a pipe has taken what was written to it: ending the app throws the rest away. */
function taken(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

/** The installed program is its own command line: `culvert up …` shows no window. */
function runCommandLine(words: readonly string[]): void {
  app.dock?.hide();
  app.disableHardwareAcceleration();
  process.argv = [process.execPath, 'culvert', ...words];
  const entry = new URL('./cli.js', import.meta.url).href;
  app
    .whenReady()
    .then(() => import(/* @vite-ignore */ entry))
    .then(() => Promise.all([process.stdout, process.stderr].map(taken)))
    .then(() => app.exit(Number(process.exitCode ?? 0)))
    .catch(refuse);
}

const command = commandIn(process.argv, app.isPackaged);
registerAppScheme();
// As root Chromium runs only without its sandbox, and asking for both at once ends every process
// it starts. Who may give that switch may start anything; a shipped start never has it.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setName('Culvert');
// Windows knows an app by this: under another one than the installer's shortcut has, its icon in the
// taskbar splits in two, and its notifications have no name.
if (process.platform === 'win32') app.setAppUserModelId('io.github.culvert.desktop');
placeDataFolder(process.env['CULVERT_DATA_DIR']);
if (command !== null) runCommandLine(command);
// Before any file is touched: two instances would overwrite each other's settings.
else if (app.requestSingleInstanceLock()) run();
else app.exit(0);
