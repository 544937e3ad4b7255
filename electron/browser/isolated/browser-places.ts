import { posix, win32 } from 'node:path';
import { type BrowserKind, browserKindSchema } from '../../../shared/model/browser';

/** Which computer is looked through. */
export interface Whereabouts {
  /** As Node names it. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Folders below the application's own, without drive and vendor-independent parts. */
const windowsPrograms: Readonly<Record<BrowserKind, string>> = {
  chrome: 'Google\\Chrome\\Application\\chrome.exe',
  edge: 'Microsoft\\Edge\\Application\\msedge.exe',
  brave: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  chromium: 'Chromium\\Application\\chrome.exe',
  firefox: 'Mozilla Firefox\\firefox.exe',
};

const macApplications: Readonly<Record<BrowserKind, readonly [app: string, program: string]>> = {
  chrome: ['Google Chrome', 'Google Chrome'],
  edge: ['Microsoft Edge', 'Microsoft Edge'],
  brave: ['Brave Browser', 'Brave Browser'],
  chromium: ['Chromium', 'Chromium'],
  firefox: ['Firefox', 'firefox'],
};

/** Commands, best first. A snap comes first: Ubuntu's /usr/bin/firefox only leads to it. */
const linuxCommands: Readonly<Record<BrowserKind, readonly string[]>> = {
  chrome: ['google-chrome-stable', 'google-chrome'],
  edge: ['microsoft-edge-stable', 'microsoft-edge'],
  brave: ['/snap/bin/brave', 'brave-browser-stable', 'brave-browser', 'brave'],
  chromium: ['/snap/bin/chromium', 'chromium', 'chromium-browser'],
  firefox: ['/snap/bin/firefox', 'firefox', 'firefox-esr'],
};

const usualLinuxFolders = ['/usr/local/bin', '/usr/bin', '/bin'];

/** Where the programs of a browser may be on a computer, in the order to look. */
export function browserPlaces(
  kind: BrowserKind,
  { platform, env, home }: Whereabouts,
): readonly string[] {
  if (platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => {
      const folder = variable(env, name);
      return folder === undefined ? [] : [win32.join(folder, windowsPrograms[kind])];
    });
  }
  if (platform === 'darwin') {
    const [app, program] = macApplications[kind];
    const inside = `Applications/${app}.app/Contents/MacOS/${program}`;
    return [`/${inside}`, posix.join(home, inside)];
  }
  // An empty entry of PATH means the current folder: nothing is ever started from there.
  const path = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
  const folders = [...new Set([...path, ...usualLinuxFolders])];
  return linuxCommands[kind].flatMap((command) =>
    command.startsWith('/') ? [command] : folders.map((folder) => posix.join(folder, command)),
  );
}

/** Windows knows its variables in any case. */
function variable(env: Whereabouts['env'], name: string): string | undefined {
  const key = Object.keys(env).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : env[key];
}

/** All kinds, in the order `automatic` prefers them. */
export const browserKinds: readonly BrowserKind[] = browserKindSchema.options;
