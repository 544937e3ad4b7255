import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  foxyProxyFileName,
  foxyProxyJson,
  foxyProxyLegacyJson,
  type ProxyTarget,
} from '../../../electron/browser/foxyproxy';
import { ipv4RangePattern } from '../../../electron/browser/ipv4-ranges';
import { defaultPatterns, ec2NamePatterns } from '../../../electron/browser/url-patterns';

const target: ProxyTarget = { name: 'EMR 운영 "A" <1>', host: '127.0.0.1', port: 8157 };

const compiles = z.string().refine((source) => new RegExp(source, 'i') instanceof RegExp);

/** What FoxyProxy 8 and 9 write and read: strict, so a key too many or too few fails. */
const currentSchema = z.strictObject({
  mode: z.enum(['disable', 'direct', 'pattern']),
  sync: z.boolean(),
  autoBackup: z.boolean(),
  passthrough: z.string(),
  theme: z.string(),
  container: z.record(z.string(), z.string()),
  commands: z.strictObject({
    setProxy: z.string(),
    setTabProxy: z.string(),
    includeHost: z.string(),
    excludeHost: z.string(),
  }),
  data: z.array(
    z.strictObject({
      active: z.boolean(),
      title: z.string(),
      type: z.literal('socks5'),
      hostname: z.string().min(1),
      port: z.string().regex(/^\d{1,5}$/),
      username: z.string(),
      password: z.string(),
      cc: z.string().regex(/^([A-Z]{2})?$/),
      city: z.string(),
      color: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
      pac: z.string(),
      pacString: z.string(),
      proxyDNS: z.boolean(),
      include: z.array(
        z.strictObject({
          type: z.enum(['wildcard', 'regex']),
          title: z.string(),
          pattern: compiles,
          active: z.boolean(),
        }),
      ),
      exclude: z.array(z.never()),
      tabProxy: z.array(z.never()),
    }),
  ),
});

const legacySchema = z.strictObject({
  mode: z.literal('patterns'),
  proxySettings: z.array(
    z.strictObject({
      id: z.string().min(1),
      title: z.string(),
      type: z.literal(3),
      color: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
      address: z.string().min(1),
      port: z.number().int(),
      username: z.string(),
      password: z.string(),
      proxyDNS: z.literal(true),
      active: z.literal(true),
      whitePatterns: z.array(
        z.strictObject({
          title: z.string(),
          active: z.literal(true),
          pattern: compiles,
          type: z.literal(2),
          protocols: z.literal(1),
        }),
      ),
      blackPatterns: z.array(z.never()),
    }),
  ),
  logging: z.strictObject({ size: z.number(), active: z.boolean() }),
});

describe('settings for FoxyProxy 8 and later', () => {
  it('hold every key FoxyProxy knows, typed as it expects', () => {
    const settings = currentSchema.parse(JSON.parse(foxyProxyJson(target)));
    expect(settings.data).toHaveLength(1);
    expect(settings.data[0]).toMatchObject({
      active: true,
      title: target.name,
      hostname: '127.0.0.1',
      port: '8157',
      username: '',
      password: '',
      proxyDNS: true,
    });
  });

  it('hold the catalogue as active regular expressions', () => {
    const include = currentSchema.parse(JSON.parse(foxyProxyJson(target))).data[0]?.include;
    expect(include?.map((pattern) => pattern.title)).toEqual(
      defaultPatterns.map((pattern) => pattern.title),
    );
    for (const pattern of include ?? []) {
      expect(pattern).toMatchObject({ type: 'regex', active: true });
      expect(pattern.pattern).toMatch(/^\^\(https\?\|wss\?\):\/\/.+\(:\\d\+\)\?\/$/);
    }
  });

  it('hold the patterns given instead, when there are some', () => {
    const patterns = [...ec2NamePatterns, ipv4RangePattern('10.20.0.0/16')];
    const text = foxyProxyJson(target, { patterns });
    const include = currentSchema.parse(JSON.parse(text)).data[0]?.include ?? [];
    expect(include.map((pattern) => pattern.title)).toContain('Addresses 10.20.0.0/16');
    expect(include.some((pattern) => pattern.pattern.includes('192'))).toBe(false);
  });

  it('are laid out as FoxyProxy lays out its own export', () => {
    const text = foxyProxyJson(target);
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    expect(text).not.toContain('undefined');
  });
});

describe('settings for FoxyProxy 6 and 7', () => {
  it('hold one SOCKS5 proxy with patterns that see host and port', () => {
    const settings = legacySchema.parse(JSON.parse(foxyProxyLegacyJson(target)));
    const proxy = settings.proxySettings[0];
    expect(proxy).toMatchObject({ title: target.name, address: '127.0.0.1', port: 8157 });
    expect(proxy?.whitePatterns).toHaveLength(defaultPatterns.length);
    for (const { pattern } of proxy?.whitePatterns ?? []) {
      expect(pattern).not.toContain('/');
      expect(pattern.startsWith('^') && pattern.endsWith('$')).toBe(true);
    }
  });
});

describe('the name of the exported file', () => {
  const day = new Date(2026, 7, 3, 23, 59);

  it.each([
    ['EMR prod', 'FoxyProxy_EMR-prod_2026-08-03.json'],
    ['EMR 운영 클러스터', 'FoxyProxy_EMR-운영-클러스터_2026-08-03.json'],
    ['../../etc/passwd', 'FoxyProxy_etc-passwd_2026-08-03.json'],
    ['a\\b:c*d?e"f<g>h|i', 'FoxyProxy_a-b-c-d-e-f-g-h-i_2026-08-03.json'],
    ['fdp\u202egpj.exe\n', 'FoxyProxy_fdp-gpj.exe_2026-08-03.json'],
    ['…', 'FoxyProxy_tunnel_2026-08-03.json'],
    ['', 'FoxyProxy_tunnel_2026-08-03.json'],
  ])('for %j is %s', (name, expected) => {
    expect(foxyProxyFileName('current', day, name)).toBe(expected);
  });

  it('ends in what the importing version looks for', () => {
    expect(foxyProxyFileName('legacy-json', day, 'a')).toBe('FoxyProxy_a_2026-08-03.json');
    expect(foxyProxyFileName('xml', day, 'a')).toBe('FoxyProxy_a_2026-08-03.xml');
  });

  it('fits every file system, and never cuts a character in half', () => {
    for (const name of ['운'.repeat(80), '𝕏'.repeat(80), 'é'.repeat(300)]) {
      const file = foxyProxyFileName('current', day, name);
      expect(Buffer.byteLength(file)).toBeLessThan(200);
      expect(Buffer.from(file).toString()).toBe(file);
    }
  });
});
