import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, type Menu } from 'electron';
import { desktopText } from '../shared/text/desktop/index';
import { registerAppScheme } from './shell/app-protocol';
import { commandIn } from './shell/command-line';
import { guardContents } from './shell/contents-guard';
import { Culvert } from './shell/culvert';
import { systemLanguage } from './shell/language';
import { SettingsRefused } from './storage/open-document';

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

/** Says why the app does not start, and ends it. */
function refuse(error: unknown): void {
  const { title, newer, unreadable } = desktopText(systemLanguage()).refused;
  let text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof SettingsRefused) {
    text = error.why === 'newer' ? newer(error.file) : unreadable(error.file);
  }
  process.stderr.write(`culvert: ${text}\n`);
  dialog.showErrorBox(title, text);
  app.exit(1);
}

/** Quitting waits for the tunnels; nothing can stop it once it has begun. */
function quitInOrder(culvert: () => Culvert | null): { quitting: () => boolean } {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const done = (): void => {
      state = 'closed';
      app.quit();
    };
    Promise.resolve(culvert()?.close()).then(done, (error: unknown) => {
      process.stderr.write(`culvert: while quitting: ${String(error)}\n`);
      done();
    });
  });
  return { quitting: () => state !== 'running' };
}

function run(): void {
  let culvert: Culvert | null = null;
  const { quitting } = quitInOrder(() => culvert);
  guardContents(app);
  // What another start was given on its command line is not ours to act upon.
  app.on('second-instance', () => culvert?.open());
  app.on('activate', () => culvert?.open());
  // Without a listener Electron quits: tunnels outlive the window.
  app.on('window-all-closed', () => undefined);
  app
    .whenReady()
    .then(() => {
      culvert = new Culvert({
        built,
        dataFolder: app.getPath('userData'),
        quitting,
        trayShown: leaveMenuForTests,
      });
      culvert.start();
    })
    .catch(refuse);
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
    .then(() => app.exit(Number(process.exitCode ?? 0)))
    .catch(refuse);
}

const command = commandIn(process.argv, app.isPackaged);
registerAppScheme();
// As root Chromium runs only without its sandbox, and asking for both at once ends every process
// it starts. Who may give that switch may start anything; a shipped start never has it.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setName('Culvert');
placeDataFolder(process.env['CULVERT_DATA_DIR']);
if (command !== null) runCommandLine(command);
// Before any file is touched: two instances would overwrite each other's settings.
else if (app.requestSingleInstanceLock()) run();
else app.exit(0);
