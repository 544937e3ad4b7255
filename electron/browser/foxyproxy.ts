import {
  defaultPatterns,
  hostPortExpression,
  type UrlPattern,
  urlExpression,
} from './url-patterns';

/** The tunnel a browser is pointed at. */
export interface ProxyTarget {
  readonly name: string;
  /** An address, not `localhost`: that may mean ::1, where nothing listens. */
  readonly host: '127.0.0.1';
  readonly port: number;
}

export interface FoxyProxyOptions {
  /** What goes through the tunnel; {@link defaultPatterns} when left out. */
  readonly patterns?: readonly UrlPattern[];
}

/** `legacy-json` is for FoxyProxy 6 and 7, `xml` for 7.5.1 and older, `current` for 8 and later. */
export type FoxyProxyFileFormat = 'current' | 'legacy-json' | 'xml';

const colour = '#0055E5';

function inText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Settings for FoxyProxy 8 and later, as its own export writes them: Options, Import.
 *
 * Every key is written, because the import stores a missing text as the word "undefined" and fails
 * without a message where `include` or `exclude` is missing. Patterns are regular expressions: the
 * `match` kind cannot express a port and 8.x does not know it. The mode is for managed storage;
 * importing by hand ignores it, so the person still chooses "Proxy by Patterns".
 */
export function foxyProxyJson(target: ProxyTarget, options: FoxyProxyOptions = {}): string {
  const include = (options.patterns ?? defaultPatterns).map((pattern) => ({
    type: 'regex',
    title: pattern.title,
    pattern: urlExpression(pattern),
    active: true,
  }));
  return inText({
    mode: 'pattern',
    sync: false,
    autoBackup: false,
    passthrough: '',
    theme: '',
    container: {},
    commands: { setProxy: '', setTabProxy: '', includeHost: '', excludeHost: '' },
    data: [
      {
        active: true,
        title: target.name,
        type: 'socks5',
        hostname: target.host,
        port: String(target.port),
        username: '',
        password: '',
        cc: '',
        city: '',
        color: colour,
        pac: '',
        pacString: '',
        proxyDNS: true,
        include,
        exclude: [],
        tabProxy: [],
      },
    ],
  });
}

/** Numbers that stand for kinds in the settings of FoxyProxy 6 and 7. */
const legacy = { socks5: 3, regularExpression: 2, allProtocols: 1 } as const;

/**
 * Settings for FoxyProxy 6 and 7 (Firefox), for the JSON field of their import page.
 *
 * Both read the list under `proxySettings`; 7 turns it into its own flat storage on import. Their
 * patterns see `host:port` only, so these differ from the current ones and must not be given to
 * FoxyProxy 8 or later. Unlike those, they keep the mode, so the tunnel is in use at once.
 */
export function foxyProxyLegacyJson(target: ProxyTarget, options: FoxyProxyOptions = {}): string {
  const whitePatterns = (options.patterns ?? defaultPatterns).map((pattern) => ({
    title: pattern.title,
    active: true,
    pattern: hostPortExpression(pattern),
    type: legacy.regularExpression,
    protocols: legacy.allProtocols,
  }));
  return inText({
    mode: 'patterns',
    proxySettings: [
      {
        id: `culvert-${target.port}`,
        title: target.name,
        type: legacy.socks5,
        color: colour,
        address: target.host,
        port: target.port,
        username: '',
        password: '',
        proxyDNS: true,
        active: true,
        whitePatterns,
        blackPatterns: [],
      },
    ],
    logging: { size: 100, active: false },
  });
}

const longestName = 100;

/** A tunnel's name as part of a file name on all three systems (no separators, marks or controls). */
export function fileNamePart(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/-{2,}/g, '-');
  let short = '';
  for (const character of safe) {
    if (Buffer.byteLength(short + character) > longestName) break;
    short += character;
  }
  const trimmed = short.replace(/^[-.]+|[-.]+$/g, '');
  return trimmed === '' ? 'tunnel' : trimmed;
}

/**
 * What the exported file is called, such as `FoxyProxy_EMR-prod_2026-08-13.json`. The ending
 * decides whether FoxyProxy takes the file at all: it goes by the type the browser derives from it.
 *
 * @param date shown as the day it is for the person, in local time.
 */
export function foxyProxyFileName(
  format: FoxyProxyFileFormat,
  date: Date,
  tunnelName: string,
): string {
  const day = [
    String(date.getFullYear()),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');
  const ending = format === 'xml' ? 'xml' : 'json';
  return `FoxyProxy_${fileNamePart(tunnelName)}_${day}.${ending}`;
}
