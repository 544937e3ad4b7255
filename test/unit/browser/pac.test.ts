import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { pacDataUrl, pacScript } from '../../../electron/browser/pac';
import { tunnelPatterns } from '../../../electron/browser/tunnel-patterns';
import { noLimit } from '../../../shared/model/profile';
import { unwanted, wanted } from './url-table';

const tunnel = { pages: [], limit: noLimit };

/** What a script answers for an address; nothing of a browser is there but the language. */
function answers(script: string): (url: string) => string {
  const context = createContext({});
  runInContext(script, context);
  return (url) => {
    const { href, hostname } = new URL(url);
    Object.assign(context, { url: href, host: hostname });
    return String(runInContext('FindProxyForURL(url, host)', context));
  };
}

describe('the proxy script of one tunnel', () => {
  const ask = answers(pacScript([{ port: 8157, patterns: tunnelPatterns(tunnel) }]));

  it.each(wanted)('sends %s into it', (url) => {
    expect(ask(url)).toBe('SOCKS5 127.0.0.1:8157');
  });

  // A script sees hosts alone: schemes that no browser asks about are left out.
  it.each(unwanted.filter((url) => /^(https?|wss?):/.test(url)))('leaves %s alone', (url) => {
    expect(ask(url)).toBe('DIRECT');
  });
});

describe('the proxy script of several', () => {
  const named = tunnelPatterns({ ...tunnel, pages: ['http://hue.corp.example:8888/'] });
  const vpc = tunnelPatterns(tunnel, { vpcCidrs: ['10.8.0.0/16'], domains: [] });
  const [first, second] = [
    { port: 8157, patterns: named },
    { port: 8158, patterns: vpc },
  ];

  it('tries those that fit in turn, and none that does not', () => {
    const ask = answers(pacScript([first, second]));
    expect(ask('http://hue.corp.example:8888/')).toBe('SOCKS5 127.0.0.1:8157');
    expect(ask('http://10.8.1.2/')).toBe('SOCKS5 127.0.0.1:8157; SOCKS5 127.0.0.1:8158');
    expect(ask('http://10.9.1.2/')).toBe('SOCKS5 127.0.0.1:8157');
    expect(ask('http://corp.example/')).toBe('DIRECT');
    expect(ask('http://xhue.corp.example/')).toBe('DIRECT');
  });

  it('leaves to a later tier only what no earlier one knows', () => {
    const ask = answers(pacScript([second], [first]));
    expect(ask('http://10.8.1.2/')).toBe('SOCKS5 127.0.0.1:8158');
    expect(ask('http://10.9.1.2/')).toBe('SOCKS5 127.0.0.1:8157');
  });

  it('has no way around a tunnel, and looks nothing up', () => {
    const script = pacScript([first], [second]);
    expect(script).not.toMatch(/dnsResolve|isInNet|myIpAddress|SOCKS 127/i);
    for (const url of wanted) expect(answers(script)(url)).not.toContain('DIRECT');
    for (const none of [pacScript(), pacScript([])]) {
      expect(answers(none)('http://10.0.1.23/')).toBe('DIRECT');
    }
  });
});

describe('what belongs in a tunnel', () => {
  const hosts = (...args: Parameters<typeof tunnelPatterns>) => {
    const ask = answers(pacScript([{ port: 1, patterns: tunnelPatterns(...args) }]));
    return (host: string) => ask(`http://${host}/`) !== 'DIRECT';
  };

  it('are the ranges of its VPC alone, where they are known', () => {
    const inside = hosts(tunnel, { vpcCidrs: ['10.8.0.0/16', 'fd00::/8'], domains: [] });
    expect([inside('10.8.200.1'), inside('10.9.0.1'), inside('192.168.0.1')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are the names of its DHCP domain and of its limit', () => {
    const limit = {
      ...noLimit,
      suffixes: ['.lake.example', 'internal'],
      ranges: ['100.64.0.0/10'],
    };
    const inside = hosts({ ...tunnel, limit }, { vpcCidrs: null, domains: ['emr.corp.example'] });
    expect(inside('node-1.emr.corp.example')).toBe(true);
    expect(inside('a.lake.example')).toBe(true);
    expect(inside('100.64.3.4')).toBe(true);
    expect(inside('corp.example')).toBe(false);
    expect(inside('some.internal')).toBe(false);
  });

  it('are not this computer, whatever a page says', () => {
    const pages = [
      'http://localhost:8088/',
      'http://127.0.0.1/',
      'http://[::1]/',
      'http://[fd00::1]/',
    ];
    const titles = tunnelPatterns({ ...tunnel, pages }).map(({ title }) => title);
    expect(titles).toContain('[fd00::1]');
    expect(titles.join()).not.toMatch(/localhost|127\.|::1\]$/);
  });
});

it('fits into an address as base64', () => {
  const address = pacDataUrl('한');
  expect(address).toBe('data:application/x-ns-proxy-autoconfig;base64,7ZWc');
});
