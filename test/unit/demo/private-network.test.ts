import { describe, expect, it } from 'vitest';
import { demoPages } from '../../../electron/demo/demo-pages';
import { route, sites } from '../../../electron/demo/private-network';

const domain = 'ap-northeast-2.compute.internal';

describe('where a host and port lead, seen from the bastion', () => {
  it.each([
    [`ip-10-0-1-23.${domain}`, 8088, 'YARN ResourceManager'],
    [`IP-10-0-1-23.${domain.toUpperCase()}.`, 18080, 'Spark History Server'],
    ['10.0.1.23', 9870, 'HDFS NameNode'],
    ['ip-10-0-1-41', 8042, 'YARN NodeManager'],
    ['10.0.1.57', 8042, 'YARN NodeManager'],
  ])('%s:%i to %s', (host, port, name) => {
    expect(route(host, port)).toMatchObject({ kind: 'site', site: { name } });
  });

  it.each([
    [`ip-10-0-1-23.${domain}`, 8042, 'Connection refused'],
    [`ip-10-0-1-41.${domain}`, 8088, 'Connection refused'],
    ['10.0.1.23', 22, 'Connection refused'],
    ['localhost', 8088, 'Connection refused'],
    ['127.0.0.1', 8088, 'Connection refused'],
    ['::1', 8088, 'Connection refused'],
    ['10.0.1.24', 8088, 'No route to host'],
    ['fd00::23', 8088, 'No route to host'],
    ['169.254.169.254', 80, 'No route to host'],
    [`ip-10-0-1-24.${domain}`, 8088, 'Name or service not known'],
    [`xip-10-0-1-23.${domain}`, 8088, 'Name or service not known'],
    ['ip-10-0-1-23.us-east-1.compute.internal', 8088, 'Name or service not known'],
    ['', 8088, 'Name or service not known'],
  ])('%s:%i nowhere: %s', (host, port, text) => {
    expect(route(host, port)).toEqual({ kind: 'refusal', text });
  });
});

describe('the pages that are named', () => {
  it('each belong to a site of its own, and every site has one', () => {
    const reached = demoPages.map(({ url }) => {
      const { hostname, port } = new URL(url);
      const way = route(hostname, Number(port));
      return way.kind === 'site' ? way.site : null;
    });
    expect(new Set(reached)).toEqual(new Set(sites));
  });
});
