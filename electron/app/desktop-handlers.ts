import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

type DesktopCalls = 'copyText' | 'copyReport' | 'openHelp' | 'savePreferences';

/** The calls that reach beyond the window: files, the clipboard, the browser, the theme. */
export function desktopHandlers({
  model,
  desktop,
  publish,
  about,
  pac,
  preferences,
}: WindowHandlerOptions): Pick<WindowHandlers, DesktopCalls> {
  return {
    copyReport: async (wanted) => {
      const profileId = wanted.of === 'tunnel' ? model.book.require(wanted.profileId).id : null;
      const { text, lines } = await model.report(about(), profileId);
      desktop.copyText(text);
      return { lines };
    },
    copyText: async ({ text }) => desktop.copyText(text),
    openHelp: ({ topic }) => desktop.openHelp(topic),
    savePreferences: async (wanted) => {
      preferences.set(wanted);
      await pac.turn(wanted.servePac);
      desktop.applyPreferences(wanted);
      publish('preferences', wanted);
      return wanted;
    },
  };
}
