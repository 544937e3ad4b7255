import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { DesktopText } from '../../shared/text/desktop/index';

type Words = DesktopText['dialogs'];

/** Asks for a private key, starting where ssh keeps them. */
export async function chooseKeyFile(
  window: BrowserWindow | null,
  words: Words,
): Promise<string | null> {
  const folder = join(homedir(), '.ssh');
  const options: Electron.OpenDialogOptions = {
    title: words.chooseKey,
    // Keys mostly have no ending, and their folder's name begins with a dot.
    properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
    filters: [
      { name: words.allFiles, extensions: ['*'] },
      { name: words.keyFiles, extensions: ['pem', 'ppk', 'key'] },
    ],
    ...(existsSync(folder) && { defaultPath: folder }),
  };
  const { canceled, filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for a file of another program's settings; where they lie differs from program to program. */
export async function chooseImportFile(
  window: BrowserWindow | null,
  words: Words,
): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title: words.chooseImport,
    properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
    filters: [{ name: words.allFiles, extensions: ['*'] }],
  };
  const { canceled, filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks whether a tunnel may run a command; the answer that does nothing is the default. */
export async function permitCommand(
  window: BrowserWindow | null,
  words: Words,
  command: string,
): Promise<boolean> {
  const options: Electron.MessageBoxOptions = {
    type: 'question',
    message: words.permitCommand,
    detail: `${command}\n\n${words.permitDetail}`,
    buttons: [words.permit, words.doNotPermit],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } =
    window === null
      ? await dialog.showMessageBox(options)
      : await dialog.showMessageBox(window, options);
  return response === 0;
}

/** Asks where to save a file of that name, offering the downloads folder. */
export async function chooseExportFile(
  window: BrowserWindow | null,
  words: Words,
  name: string,
): Promise<string | null> {
  const options: Electron.SaveDialogOptions = {
    title: words.exportFile,
    defaultPath: join(app.getPath('downloads'), name),
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  };
  const { canceled, filePath } =
    window === null
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}

/** Asks for flow logs: single files, or a folder that is read whole. */
export async function chooseFlowFiles(
  window: BrowserWindow | null,
  words: Words,
  of: 'files' | 'folder',
): Promise<readonly string[]> {
  const options: Electron.OpenDialogOptions = {
    title: words.chooseFlowLogs,
    properties:
      of === 'files'
        ? ['openFile', 'multiSelections', 'dontAddToRecent']
        : ['openDirectory', 'multiSelections', 'dontAddToRecent'],
  };
  const { canceled, filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}
