import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { foxyProxyFile } from './foxyproxy-file';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

type DesktopCalls =
  | 'exportFoxyProxy'
  | 'dragFoxyProxy'
  | 'copyText'
  | 'copyReport'
  | 'openHelp'
  | 'savePreferences';

/** The calls that reach beyond the window: files, the clipboard, the browser, the theme. */
export function desktopHandlers({
  model,
  desktop,
  publish,
  about,
  preferences,
  drag,
}: WindowHandlerOptions): Pick<WindowHandlers, DesktopCalls> {
  return {
    exportFoxyProxy: async ({ profileId, format }) => {
      const { name, text } = foxyProxyFile(model.book.require(profileId), format);
      const path = await desktop.chooseExportFile(name);
      if (path === null) return null;
      await writeFile(path, text);
      return basename(path);
    },
    dragFoxyProxy: async ({ profileId, format }) => {
      const file = foxyProxyFile(model.book.require(profileId), format);
      desktop.dragFile(await drag.write(file));
    },
    copyReport: async (wanted) => {
      const profileId = wanted.of === 'tunnel' ? model.book.require(wanted.profileId).id : null;
      const { text, lines } = model.report(about(), profileId);
      desktop.copyText(text);
      return { lines };
    },
    copyText: async ({ text }) => desktop.copyText(text),
    openHelp: ({ topic }) => desktop.openHelp(topic),
    savePreferences: async (wanted) => {
      preferences.set(wanted);
      desktop.applyPreferences(wanted);
      publish('preferences', wanted);
      return wanted;
    },
  };
}
