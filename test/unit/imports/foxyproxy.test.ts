import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foxyProxyJson, foxyProxyLegacyJson } from '../../../electron/browser/foxyproxy';
import { exactLimit } from '../../../electron/imports/foxyproxy/aws-patterns';
import { jsonProxies } from '../../../electron/imports/foxyproxy/json-proxies';
import { readFoxyProxy } from '../../../electron/imports/foxyproxy/read-foxyproxy';
import { xmlProxies } from '../../../electron/imports/foxyproxy/xml-proxies';
import { settle } from '../../../electron/imports/settle';
import { importPreviewSchema } from '../../../shared/model/import-preview';
import { memoryFiles } from './memory-files';

const awsFile = readFileSync(new URL('../../fixtures/foxyproxy-seed.xml', import.meta.url), 'utf8');

async function read(text: string) {
  const proxies = text.trimStart().startsWith('<')
    ? xmlProxies('foxyproxy.xml', text)
    : jsonProxies('foxyproxy.json', text);
  const preview = await settle('foxyproxy', readFoxyProxy(proxies), [], memoryFiles({}));
  return importPreviewSchema.parse(preview);
}

describe('AWS’s old foxyproxy.xml', () => {
  it.each([
    ['as it was published', awsFile],
    ['with the spaces a web page puts into it', awsFile.replaceAll('    ', '\u00a0   ')],
    ['with such spaces between attributes', awsFile.replaceAll(' pattern=', '\u00a0pattern=')],
    ['with a mark in front', `\ufeff${awsFile}`.slice(1)],
  ])('%s becomes a tunnel to exactly what it meant', async (_what, text) => {
    const { tunnels, lines } = await read(text);
    expect(tunnels).toHaveLength(1);
    expect(tunnels[0]).toMatchObject({
      draft: { name: 'emr-socks-proxy', localPort: 8157, limit: exactLimit },
      proposed: false,
      notes: [
        { code: 'limit-from-patterns' },
        { code: 'user-assumed', user: 'ec2-user' },
        { code: 'host-missing' },
      ],
    });
    expect(lines.filter(({ why }) => why?.code === 'aws-pattern')).toHaveLength(7);
    expect(lines.map(({ line }) => line)).toEqual([6, 7, 8, 9, 10, 11, 12, 14]);
  });
});

describe('other settings', () => {
  it.each([
    ['current', foxyProxyJson({ name: 'Seoul', host: '127.0.0.1', port: 8160 })],
    ['of FoxyProxy 7', foxyProxyLegacyJson({ name: 'Seoul', host: '127.0.0.1', port: 8160 })],
  ])('%s, as Culvert exports them, come back unchanged', async (_what, text) => {
    const { tunnels, lines } = await read(text);
    expect(tunnels[0]?.draft).toMatchObject({ name: 'Seoul', localPort: 8160, limit: exactLimit });
    expect(new Set(lines.map(({ verdict }) => verdict))).toEqual(new Set(['taken']));
  });

  it('keep own domains and addresses, and leave open what cannot be told', async () => {
    const proxy = (...patterns: readonly string[]) =>
      JSON.stringify({
        data: [
          {
            title: 'own',
            type: 'socks5',
            hostname: 'localhost',
            port: 9000,
            include: patterns.map((pattern) => ({ type: 'wildcard', pattern, active: true })),
          },
        ],
      });
    const clear = await read(proxy('*://*.corp.example/*', 'http://10.20.30.40:8088/*'));
    expect(clear.tunnels[0]?.draft.limit).toEqual({
      suffixes: ['corp.example'],
      ranges: ['10.20.30.40'],
      ports: [],
    });
    const open = await read(proxy('*://*.corp.example/*', '*emr*'));
    expect(open.tunnels[0]?.draft.limit).toEqual({ suffixes: [], ranges: [], ports: [] });
    expect(open.tunnels[0]?.notes).toContainEqual({ code: 'limit-left-open' });
  });

  it('of proxies elsewhere are left out', async () => {
    const { tunnels, lines } = await read(
      JSON.stringify({
        data: [
          { title: 'far', type: 'socks5', hostname: 'proxy.example', port: '1080', include: [] },
          { title: 'web', type: 'http', hostname: '127.0.0.1', port: '8080', include: [] },
        ],
      }),
    );
    expect(tunnels).toEqual([]);
    expect(lines.map(({ text, why }) => [text, why?.code])).toEqual([
      ['far', 'not-a-local-socks-proxy'],
      ['web', 'not-a-local-socks-proxy'],
    ]);
  });
});

describe('hostile settings', () => {
  const entities = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE foxyproxy [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<foxyproxy><proxies><proxy name="&b;"><manualconf host="localhost" port="1" isSocks="true"/></proxy></proxies></foxyproxy>',
  ].join('\n');

  it('with entities of their own are not expanded', () => {
    expect(() => xmlProxies('x.xml', entities)).toThrow(/entity/i);
  });

  it('nested beyond any use are refused before they are parsed', () => {
    expect(() => xmlProxies('x.xml', '<a>'.repeat(200_000))).toThrow(RangeError);
  });

  it('cannot reach a prototype', async () => {
    const text = `{"__proto__":{"title":"x","type":3,"address":"localhost","port":8157,"polluted":1},
      "constructor":{"title":"y","type":3,"address":"localhost","port":8158}}`;
    const { tunnels } = await read(text);
    expect(tunnels.map(({ draft }) => draft.localPort).sort()).toEqual([8157, 8158]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('do not show passwords', async () => {
    const preview = await read(awsFile.replace('password=""', 'password="hunter2"'));
    expect(JSON.stringify(preview)).not.toContain('hunter2');
  });
});
