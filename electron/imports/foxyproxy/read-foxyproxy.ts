import type { ImportNote } from '../../../shared/model/import-preview';
import { type Limit, noLimit, portSchema } from '../../../shared/model/profile';
import {
  type Found,
  type FoundTunnel,
  plainTunnel,
  portNumber,
  problemOf,
  tidyName,
} from '../found-tunnel';
import { changed, leftOut, refused, taken, Verdicts } from '../verdicts';
import { exactLimit, meaningOf } from './aws-patterns';
import type { ProxyPattern, SavedProxy } from './proxies';

/**
 * The tunnels behind the SOCKS proxies of FoxyProxy. It knows the local port and what goes through
 * it, and never the bastion: that is for the person to fill in.
 */
export function readFoxyProxy(proxies: readonly SavedProxy[]): Found {
  const verdicts = new Verdicts();
  const tunnels: FoundTunnel[] = [];
  for (const proxy of proxies) {
    const port = portOf(proxy, verdicts);
    if (port === null) {
      for (const { line } of proxy.patterns)
        verdicts.give(line, leftOut({ code: 'applies-to-none' }));
      continue;
    }
    const { limit, notes } = limitOf(proxy.patterns, verdicts);
    tunnels.push({
      ...plainTunnel,
      name: tidyName(proxy.title, 'FoxyProxy'),
      host: '',
      port: 22,
      user: null,
      authentication: 'agent',
      keyPath: null,
      localPort: port,
      limit,
      proposed: proxy.active,
      notes,
    });
  }
  return { tunnels, lines: verdicts.lines() };
}

/** The port of a SOCKS proxy on this machine; null, said at its line, for any other. */
function portOf(proxy: SavedProxy, verdicts: Verdicts): number | null {
  const isHere = /^(localhost|127\.0\.0\.1|::1|\[::1\])$/i.test(proxy.host.trim());
  if (proxy.kind !== 'socks' || !isHere) {
    verdicts.give(proxy.line, leftOut({ code: 'not-a-local-socks-proxy' }));
    return null;
  }
  const port = portNumber(proxy.port.trim());
  const problem = problemOf(portSchema, port);
  verdicts.give(proxy.line, problem === null ? taken : refused({ code: 'bad-value', problem }));
  return problem === null ? port : null;
}

/** Where the tunnel may lead: what its patterns say, where all of them can be told. */
function limitOf(
  patterns: readonly ProxyPattern[],
  verdicts: Verdicts,
): { readonly limit: Limit; readonly notes: readonly ImportNote[] } {
  const suffixes = new Set<string>();
  const ranges = new Set<string>();
  let isClear = true;
  let isAws = false;
  for (const pattern of patterns) {
    const { line } = pattern;
    const meaning = meaningOf(pattern);
    if (!pattern.active) verdicts.give(line, leftOut({ code: 'switched-off' }));
    else if (pattern.isExclusion) verdicts.give(line, leftOut({ code: 'exclusion-not-supported' }));
    else if (meaning.is === 'unclear') {
      isClear = false;
      verdicts.give(line, leftOut({ code: 'pattern-not-clear' }));
    } else if (meaning.is === 'aws') {
      isAws = true;
      verdicts.give(line, meaning.exact ? taken : changed({ code: 'aws-pattern' }));
    } else {
      (meaning.is === 'suffix' ? suffixes : ranges).add(meaning.value);
      verdicts.give(line, changed({ code: 'pattern-narrowed', to: meaning.value }));
    }
  }
  if (!isClear) return { limit: noLimit, notes: [{ code: 'limit-left-open' }] };
  const limit: Limit = {
    suffixes: [...(isAws ? exactLimit.suffixes : []), ...suffixes].slice(0, 64),
    ranges: [...(isAws ? exactLimit.ranges : []), ...ranges].slice(0, 64),
    ports: [],
  };
  const isEmpty = limit.suffixes.length === 0 && limit.ranges.length === 0;
  return { limit, notes: isEmpty ? [] : [{ code: 'limit-from-patterns' }] };
}
