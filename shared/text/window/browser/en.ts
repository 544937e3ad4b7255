/** The window's words for opening pages in browsers, in English. */
export const enBrowser = {
  open: 'Open',
  opening: 'Opening…',
  opened: (browser: string) => `Opened in ${browser}, with a profile of its own.`,
  title: 'Opening pages',
  where: 'Open pages in',
  auto: (browser: string) => `The first one found (${browser})`,
  none: 'The first one found (none yet)',
  own: (browser: string) => `${browser}, with a profile of its own`,
  default: 'Default browser, set up with FoxyProxy',
  hint: 'A profile of its own knows the way through the tunnel and leaves your browser as it is: its proxies, bookmarks and logins.',
  hintDefault:
    'Your browser must find the way by itself: import the FoxyProxy export of the tunnel first.',
  stopped: 'Start the tunnel first',
  pac: 'Serve a proxy script on this computer',
  pacHint:
    'For a browser or an extension that takes the address of a script (PAC). Private names go to whichever tunnel is connected, and never around it.',
  pacAddress: 'Address of the script',
};

/** The words about browsers, whichever language they are in. */
export type BrowserText = typeof enBrowser;
