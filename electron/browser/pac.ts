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
 * The first route with a matching host wins. What belongs to a tunnel goes there or nowhere: behind
 * `SOCKS5` no `DIRECT` is offered, so that a private name is never asked of the local resolver and
 * never reached around a tunnel that is down. Hosts alone decide, by text: nothing is looked up.
 * `SOCKS5` and not `SOCKS`, which Chromium takes for version 4 with names resolved here.
 */
export function pacScript(routes: readonly PacRoute[]): string {
  const entries = routes.map(({ port, patterns }) => {
    const hosts = patterns.map(({ host }) => `^(${host})$`).map((each) => JSON.stringify(each));
    return `  [${JSON.stringify(`SOCKS5 127.0.0.1:${port}`)}, [${hosts.join(', ')}]]`;
  });
  return `${[
    `var routes = [${entries.length === 0 ? '' : `\n${entries.join(',\n')}\n`}];`,
    'function FindProxyForURL(url, host) {',
    '  for (var i = 0; i < routes.length; i++) {',
    '    for (var j = 0; j < routes[i][1].length; j++) {',
    "      if (new RegExp(routes[i][1][j], 'i').test(host)) return routes[i][0];",
    '    }',
    '  }',
    "  return 'DIRECT';",
    '}',
  ].join('\n')}\n`;
}

/** The script inside an address, for a browser's own settings: nothing has to be served. */
export function pacDataUrl(script: string): string {
  return `data:${pacType};base64,${Buffer.from(script).toString('base64')}`;
}
