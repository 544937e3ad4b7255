import { join } from 'node:path';
import type { FoundBrowser } from './find-browsers';

/** What one page is opened with. */
export interface PageLaunch {
  readonly browser: FoundBrowser;
  /** The browser's profile, of which one belongs to each tunnel and port. */
  readonly folder: string;
  /** The proxy script, as an address. */
  readonly pacUrl: string;
  readonly url: string;
  /** False only where Culvert itself runs without: as root, Chromium does not start otherwise. */
  readonly sandbox: boolean;
}

/** The arguments that open the page; each is one, and none passes through a shell. */
export function browserArguments(launch: PageLaunch): string[] {
  if (launch.browser.kind === 'firefox') {
    // Not --no-remote: with it a second page of the same tunnel would find the profile locked.
    return ['--profile', launch.folder, '--new-window', launch.url];
  }
  return [
    `--user-data-dir=${launch.folder}`,
    `--proxy-pac-url=${launch.pacUrl}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    // An extension's proxy settings would take the place of the script.
    '--disable-extensions',
    ...(launch.sandbox ? [] : ['--no-sandbox']),
    '--new-window',
    launch.url,
  ];
}

/**
 * The preferences Firefox is given through `user.js`, which it reads at each start.
 *
 * @param pacUrl the proxy script, as an address.
 */
export function firefoxPreferences(
  pacUrl: string,
): Readonly<Record<string, string | number | boolean>> {
  return {
    'network.proxy.type': 2,
    'network.proxy.autoconfig_url': pacUrl,
    // Names are for the far side, whatever else is tried.
    'network.proxy.socks5_remote_dns': true,
    'network.proxy.failover_direct': false,
    'network.trr.mode': 5,
    'network.dns.disablePrefetch': true,
    'network.predictor.enabled': false,
    'network.prefetch-next': false,
    'browser.urlbar.speculativeConnect.enabled': false,
    'browser.fixup.domainsuffixwhitelist.internal': true,
    // Most pages of a cluster speak plain HTTP.
    'dom.security.https_first': false,
    'dom.security.https_only_mode': false,
    // A first start without welcome, questions and reports.
    'browser.aboutwelcome.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.reportingpolicy.firstRun': false,
  };
}

/** The text of Firefox's `user.js` for these preferences. */
export function userJs(preferences: ReturnType<typeof firefoxPreferences>): string {
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  return `${lines.join('\n')}\n`;
}

/**
 * Where a browser's profile for a tunnel is kept. The port is part of it: a browser that already
 * runs on a profile ignores the settings of a second start, and would use another tunnel's.
 *
 * A snap may not look into hidden folders, where Culvert's own lie, but has a folder at home.
 */
export function profileFolder(
  { kind, program }: FoundBrowser,
  tunnel: { readonly id: string; readonly port: number },
  places: { readonly dataFolder: string; readonly home: string },
): string {
  const name = `${tunnel.id}-${tunnel.port}`;
  if (!program.startsWith('/snap/bin/')) return join(places.dataFolder, 'browser', name, kind);
  const snap = program.slice('/snap/bin/'.length);
  return join(places.home, 'snap', snap, 'common', 'culvert', name);
}
