import { describe, expect, it } from 'vitest';
import {
  browserArguments,
  firefoxPreferences,
  profileFolder,
  userJs,
} from '../../../electron/browser/isolated/browser-command';
import { browserPlaces } from '../../../electron/browser/isolated/browser-places';
import { findBrowsers } from '../../../electron/browser/isolated/find-browsers';
import { startBrowser } from '../../../electron/browser/isolated/start-browser';
import { browserKindSchema } from '../../../shared/model/browser';
import { temporaryFolder } from '../../support/temp-folder';

const windows = {
  platform: 'win32',
  env: {
    PROGRAMFILES: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local',
  },
  home: 'C:\\Users\\ana',
};
const mac = { platform: 'darwin', env: {}, home: '/Users/ana' };
const linux = { platform: 'linux', env: { PATH: '/opt/bin::.:bin:/usr/bin' }, home: '/home/ana' };

describe('where browsers are looked for', () => {
  it.each([
    ['chrome', windows, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
    ['chrome', windows, 'C:\\Users\\ana\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'],
    ['edge', windows, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['firefox', windows, 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
    ['chrome', mac, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['firefox', mac, '/Users/ana/Applications/Firefox.app/Contents/MacOS/firefox'],
    ['chrome', linux, '/opt/bin/google-chrome-stable'],
    ['chromium', linux, '/snap/bin/chromium'],
    ['firefox', linux, '/usr/bin/firefox-esr'],
    ['edge', linux, '/usr/local/bin/microsoft-edge'],
  ] as const)('%s on %o', (kind, whereabouts, place) => {
    expect(browserPlaces(kind, whereabouts)).toContain(place);
  });

  it('never is the folder one happens to be in', () => {
    for (const kind of browserKindSchema.options) {
      expect(browserPlaces(kind, linux).every((place) => place.startsWith('/'))).toBe(true);
      expect(browserPlaces(kind, { ...windows, env: {} })).toEqual([]);
    }
  });

  it('needs a program this user may run', async () => {
    const folder = temporaryFolder();
    const { writeFileSync, mkdirSync, chmodSync } = await import('node:fs');
    writeFileSync(folder.file('microsoft-edge'), '');
    mkdirSync(folder.file('brave'));
    writeFileSync(folder.file('google-chrome'), '');
    chmodSync(folder.file('google-chrome'), 0o755);
    const found = await findBrowsers({ ...linux, env: { PATH: folder.path } });
    const here = found.filter(({ program }) => program.startsWith(folder.path));
    expect(here).toEqual([{ kind: 'chrome', program: folder.file('google-chrome') }]);
    folder.remove();
  });
});

const url = 'http://ip-10-0-1-23.ec2.internal:8088/cluster?a=1&b="; touch /tmp/x';
const launch = (kind: 'chrome' | 'firefox', sandbox = true) =>
  ({
    browser: { kind, program: `/usr/bin/${kind}` },
    folder: '/home/ana/.config/culvert/browser/etl-8157/x',
    pacUrl: 'data:application/x-ns-proxy-autoconfig;base64,AA==',
    url,
    sandbox,
  }) as const;

describe('what a browser is started with', () => {
  it('is one argument each, the address last and as it is', () => {
    for (const kind of ['chrome', 'firefox'] as const) {
      expect(browserArguments(launch(kind)).at(-1)).toBe(url);
    }
  });

  it('is a profile of its own and the script, never a proxy for everything', () => {
    const args = browserArguments(launch('chrome'));
    expect(args).toContain(`--user-data-dir=${launch('chrome').folder}`);
    expect(args).toContain(`--proxy-pac-url=${launch('chrome').pacUrl}`);
    expect(args.join(' ')).not.toMatch(/--proxy-server|<-loopback>|--no-sandbox/);
    expect(browserArguments(launch('chrome', false))).toContain('--no-sandbox');
  });

  it('is what Firefox reads from user.js', () => {
    const text = userJs(firefoxPreferences('data:x'));
    expect(text).toContain('user_pref("network.proxy.autoconfig_url", "data:x");');
    expect(text).toContain('user_pref("network.proxy.failover_direct", false);');
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .every((line) => /^user_pref\(.*\);$/.test(line)),
    ).toBe(true);
  });

  it('lies in a folder for each tunnel, port and browser; for a snap where it may look', () => {
    const places = { dataFolder: '/home/ana/.config/culvert', home: '/home/ana' };
    const folder = (program: string, port: number) =>
      profileFolder({ kind: 'firefox', program }, { id: 'etl', port }, places);
    expect(folder('/usr/bin/firefox', 8157)).toBe(
      '/home/ana/.config/culvert/browser/etl-8157/firefox',
    );
    expect(folder('/usr/bin/firefox', 8158)).not.toBe(folder('/usr/bin/firefox', 8157));
    expect(folder('/snap/bin/firefox', 8157)).toBe(
      '/home/ana/snap/firefox/common/culvert/etl-8157',
    );
  });
});

describe('a browser that does not start', () => {
  const started = (program: string) => {
    const folder = temporaryFolder();
    const browser = { kind: 'chromium', program } as const;
    return startBrowser({ ...launch('chrome'), browser, folder: folder.file('profile') }).finally(
      () => folder.remove(),
    );
  };

  it.each([
    ['/nowhere/chromium', 'ENOENT'],
    ['/etc', 'EACCES'],
    ['/bin/false', 'exit 1'],
  ])('%s is told as a failure', async (program, why) => {
    await expect(started(program)).rejects.toMatchObject({
      failure: { code: 'browser-not-started', browser: 'chromium', why },
    });
  });

  it('is not one that hands the page over and ends', async () => {
    await expect(started('/bin/true')).resolves.toBeUndefined();
  });
});
