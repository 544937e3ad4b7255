import type { UrlPattern } from './url-patterns';

/** One tunnel in a proxy script: what belongs into it, and where its listener is. */
export interface PacRoute {
  readonly port: number;
  readonly patterns: readonly UrlPattern[];
}

/** The type browsers ask for (Netscape's proxy auto-configuration, never registered). */
export const pacType = 'application/x-ns-proxy-autoconfig';

/**
 * A proxy script (PAC) in ECMAScript 3, as some readers know no more.
 *
 * What belongs to a tunnel goes there or nowhere: behind `SOCKS5` no `DIRECT` is offered, so that a
 * private name is never asked of the local resolver and never reached around a tunnel that is down.
 * Hosts alone decide, by text: nothing is looked up. `SOCKS5` and not `SOCKS`, which Chromium takes
 * for version 4 with names resolved here.
 *
 * @param tiers of routes; the first tier that knows a host has it. Where several of its routes do, the
 *   browser tries them in turn: one whose tunnel is stopped refuses at once.
 */
export function pacScript(...tiers: readonly (readonly PacRoute[])[]): string {
  return `${[
    `var tiers = [${tiers.map((routes) => `\n${tierText(routes)}`).join(',')}\n];`,
    'function FindProxyForURL(url, host) {',
    '  for (var t = 0; t < tiers.length; t++) {',
    '    var ways = [];',
    '    for (var r = 0; r < tiers[t].length; r++) {',
    '      if (tells(tiers[t][r][1], host)) ways.push(tiers[t][r][0]);',
    '    }',
    "    if (ways.length > 0) return ways.join('; ');",
    '  }',
    "  return 'DIRECT';",
    '}',
    'function tells(patterns, host) {',
    '  for (var p = 0; p < patterns.length; p++) {',
    "    if (new RegExp(patterns[p], 'i').test(host)) return true;",
    '  }',
    '  return false;',
    '}',
  ].join('\n')}\n`;
}

function tierText(routes: readonly PacRoute[]): string {
  const entries = routes.map(({ port, patterns }) => {
    const hosts = patterns.map(({ host }) => JSON.stringify(`^(${host})$`));
    return `    [${JSON.stringify(`SOCKS5 127.0.0.1:${port}`)}, [${hosts.join(', ')}]]`;
  });
  return entries.length === 0 ? '  []' : `  [\n${entries.join(',\n')}\n  ]`;
}

/** The script inside an address, for a browser's own settings: nothing has to be served. */
export function pacDataUrl(script: string): string {
  return `data:${pacType};base64,${Buffer.from(script).toString('base64')}`;
}
