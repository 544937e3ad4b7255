import { describe, expect, it } from 'vitest';
import {
  defaultPatterns,
  domainPattern,
  hostPortExpression,
  type UrlPattern,
  urlExpression,
} from '../../../electron/browser/url-patterns';
import { unwanted, wanted } from './url-table';

/** How FoxyProxy judges: any of the expressions, ignoring case, against the whole address. */
function tunnelled(url: string, patterns: readonly UrlPattern[] = defaultPatterns): boolean {
  const { href } = new URL(url);
  return patterns.some((pattern) => new RegExp(urlExpression(pattern), 'i').test(href));
}

/** How FoxyProxy 6 and 7 judge: host and port of the address only. */
function tunnelledByLegacy(url: string): boolean {
  const { host, protocol } = new URL(url);
  if (!/^(http|ws)s?:$/.test(protocol)) return false;
  return defaultPatterns.some((pattern) => new RegExp(hostPortExpression(pattern)).test(host));
}

describe('the pattern catalogue', () => {
  it.each(wanted)('sends %s through the tunnel', (url) => {
    expect(tunnelled(url)).toBe(true);
    expect(tunnelledByLegacy(url)).toBe(true);
  });

  it.each(unwanted)('leaves %s alone', (url) => {
    expect(tunnelled(url)).toBe(false);
    expect(tunnelledByLegacy(url)).toBe(false);
  });

  it('is bound to the scheme, open to any port, and blind to the path', () => {
    for (const pattern of defaultPatterns) {
      expect(urlExpression(pattern)).toMatch(/^\^\(https\?\|wss\?\):\/\/.*\(:\\d\+\)\?\/$/);
      expect(hostPortExpression(pattern)).toMatch(/^\^.*\(:\\d\+\)\?\$$/);
      expect(pattern.title).not.toBe('');
    }
  });

  it('stays quick on a host made to be slow', () => {
    const host = `${'a-'.repeat(50_000)}.${'a.'.repeat(50_000)}compute.internalx`;
    const started = performance.now();
    for (const pattern of defaultPatterns) {
      expect(new RegExp(urlExpression(pattern), 'i').test(`http://${host}/`)).toBe(false);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('a domain of the VPC itself', () => {
  it.each([
    ['emr.corp.example', 'http://node-1.emr.corp.example:8088/', true],
    ['.emr.corp.example.', 'http://node-1.emr.corp.example.:8088/', true],
    ['EMR.Corp.Example', 'https://a.b.emr.corp.example/', true],
    ['corp_dev.local', 'http://node_1.corp_dev.local:8088/', true],
    ['_sites.corp.example', 'http://a._sites.corp.example/', true],
    ['emr.corp.example', 'http://emr.corp.example:8088/', false],
    ['corp_dev.local', 'http://node_1.corpxdev.local:8088/', false],
    ['emr.corp.example', 'http://node-1.emrxcorp.example:8088/', false],
    ['emr.corp.example', 'http://node-1.emr.corp.example.evil.example/', false],
    ['emr.corp.example', 'http://evil.example/?http://node-1.emr.corp.example/', false],
  ])('%s covers %s: %s', (domain, url, covered) => {
    expect(tunnelled(url, [domainPattern(domain)])).toBe(covered);
  });

  const long = `${'a'.repeat(64)}.local`;
  it.each(['', '.', 'internal', 'a..b', '-a.b', 'a-.b', 'a b.c', '(a|b).c', '.*', 'a.b/c', long])(
    'refuses %j',
    (domain) => {
      expect(() => domainPattern(domain)).toThrow(RangeError);
    },
  );
});
