import { describe, expect, it } from 'vitest';
import { clusterPages } from '../../../shared/emr/cluster-pages';
import { portOfValue } from '../../../shared/emr/settings';
import type { Configuration } from '../../../shared/model/cluster';
import { cluster, configuration, core, group, node, pagesOnPrimary, primary } from './builders';

describe('a port in a property', () => {
  it.each([
    ['8999', 8999],
    [' 8999 ', 8999],
    ['0.0.0.0:9870', 9870],
    [`\${yarn.resourcemanager.hostname}:8088`, 8088],
    ['[::]:9870', 9870],
    ['0', null],
    ['0.0.0.0:0', null],
    ['65536', null],
    ['9870/', null],
    ['', null],
    [`\${some.other.property}`, null],
  ])('%j', (value, port) => {
    expect(portOfValue(value)).toBe(port);
  });
});

/** A configuration, the application it belongs to, the interface, and where it is then. */
const moved: readonly (readonly [Configuration, string, string, string])[] = [
  [configuration('livy-conf', { 'livy.server.port': '8999' }), 'Livy', 'livy', ':8999/ui'],
  [
    configuration('yarn-site', { 'yarn.resourcemanager.webapp.address': '0.0.0.0:9026' }),
    'Spark',
    'yarn-rm',
    ':9026/cluster',
  ],
  [
    configuration('spark-defaults', { 'spark.history.ui.port': '28080' }),
    'Spark',
    'spark-history',
    ':28080/',
  ],
  [
    configuration('zeppelin-env', {}, [configuration('export', { ZEPPELIN_PORT: '8891' })]),
    'Zeppelin',
    'zeppelin',
    ':8891/',
  ],
  [
    configuration('hue-ini', {}, [configuration('desktop', { http_port: '8889' })]),
    'Hue',
    'hue',
    ':8889/',
  ],
  [configuration('livy-conf', { 'livy.server.port': 'none' }), 'Livy', 'livy', ':8998/ui'],
  [configuration('livy-env', { 'livy.server.port': '8999' }), 'Livy', 'livy', ':8998/ui'],
];

describe('what a cluster moves', () => {
  it.each(moved)('%j', (change, application, id, end) => {
    const of = cluster('emr-7.1.0', [application], { configurations: [change] });
    expect(pagesOnPrimary(of)[id]).toEqual([`http://${primary}${end}`]);
  });

  it('moves TLS with the plain port, as Spark does', () => {
    const of = cluster('emr-7.1.0', ['Spark'], {
      inTransitEncryption: true,
      configurations: [configuration('spark-defaults', { 'spark.history.ui.port': '28080' })],
    });
    expect(pagesOnPrimary(of)['spark-history']).toEqual([`https://${primary}:28480/`]);
  });

  it('follows a policy that demands HTTPS before EMR did', () => {
    const of = cluster('emr-6.15.0', ['Spark'], {
      configurations: [configuration('yarn-site', { 'yarn.http.policy': 'HTTPS_ONLY' })],
    });
    expect(pagesOnPrimary(of)['yarn-rm']).toEqual([
      `https://${primary}:8088/cluster`,
      `https://${primary}:8090/cluster`,
    ]);
    expect(pagesOnPrimary(of)['hdfs-nn']?.[0]).toBe(`http://${primary}:9870/dfshealth.html`);
  });

  it('knows LLAP only where it was switched on', () => {
    const off = cluster('emr-6.15.0', ['Hive']);
    const on = { ...off, configurations: [configuration('hive', { 'hive.llap.enabled': 'true' })] };
    const has = (of: typeof off) => clusterPages(of).some(({ id }) => id === 'hive-llap');
    expect([has(off), has(on)]).toEqual([false, true]);
  });

  it('lets an instance group differ from its cluster', () => {
    const port = 'yarn.nodemanager.webapp.address';
    const { nodes } = cluster('emr-6.15.0', []);
    const spot = 'ip-10-0-1-99.ap-northeast-2.compute.internal';
    const of = cluster('emr-6.15.0', ['Spark'], {
      nodes: [...nodes, node('task', spot, 'ig-spot')],
      configurations: [configuration('yarn-site', { [port]: '0.0.0.0:9042' })],
      groups: [
        group('ig-core', 'core', []),
        group('ig-task', 'task', []),
        group('ig-spot', 'task', [configuration('yarn-site', { [port]: '0.0.0.0:9142' })]),
      ],
    });
    const urls = clusterPages(of).flatMap(({ id, url }) => (id === 'yarn-nm' ? [url] : []));
    expect(urls[0]).toBe(`http://${core}:9042/node`);
    expect(urls[1]).toContain(':9042/node');
    expect(urls[2]).toBe(`http://${spot}:9142/node`);
  });
});
