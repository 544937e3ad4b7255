import { clipboard, nativeImage, nativeTheme, shell } from 'electron';
import type { Preferences } from '../../shared/contract/window';
import type { DesktopText } from '../../shared/text/desktop/index';
import type { Desktop } from '../app/ports';
import { opensAny } from '../browser/long-address';
import {
  chooseExportFile,
  chooseFlowFiles,
  chooseImportFile,
  chooseKeyFile,
  permitCommand,
} from './dialogs';
import { helpLinks } from './help-links';
import dragIcon from './icons/drag-file.png?inline';
import type { MainWindow } from './main-window';

export interface DesktopOptions {
  readonly window: MainWindow;
  readonly words: () => DesktopText;
  /** Words may have changed: menus and tray must be made anew. */
  readonly relabel: () => void;
}

/** The desktop as Electron gives it. */
export function electronDesktop({ window, words, relabel }: DesktopOptions): Desktop {
  return {
    chooseKeyFile: () => chooseKeyFile(window.browserWindow, words().dialogs),
    chooseImportFile: () => chooseImportFile(window.browserWindow, words().dialogs),
    permitCommand: (command) => permitCommand(window.browserWindow, words().dialogs, command),
    chooseFlowFiles: (of) => chooseFlowFiles(window.browserWindow, words().dialogs, of),
    chooseExportFile: (name) => chooseExportFile(window.browserWindow, words().dialogs, name),
    copyText: (text) => clipboard.writeText(text),
    openHelp: (topic) => shell.openExternal(helpLinks[topic]),
    // A tunnel's own page, or one of AWS: browser-handlers.ts and page-handlers.ts hold it to that.
    openInBrowser: opensAny((url) => shell.openExternal(url), process.platform),
    dragFile: (file) => {
      window.contents?.startDrag({ file, icon: nativeImage.createFromDataURL(dragIcon) });
    },
    applyPreferences: (preferences: Preferences) => {
      nativeTheme.themeSource = preferences.theme;
      relabel();
    },
  };
}
