import { describe, expect, it } from 'vitest';
import { clusterPages, webInterfaces } from '../../../shared/emr/cluster-pages';
import { clusterPageSchema } from '../../../shared/model/cluster';
import { cluster, core, node, pagesOnPrimary, primary, task } from './builders';

const at = (port: number, path: string, scheme = 'http') => `${scheme}://${primary}:${port}${path}`;

/** Release, applications, interface, and where it is without and with in-transit encryption. */
const table: readonly (readonly [string, string[], string, string, string])[] = [
  ['emr-4.1.0', ['Hadoop'], 'yarn-rm', at(8088, '/cluster'), at(8088, '/cluster')],
  ['emr-4.9.6', ['Spark'], 'spark-history', at(18080, '/'), at(18080, '/')],
  ['emr-4.7.0', ['Presto-Sandbox'], 'presto', at(8889, '/ui/'), at(8889, '/ui/')],
  ['emr-4.9.6', ['Zeppelin-Sandbox'], 'zeppelin', at(8890, '/'), at(8890, '/')],
  ['emr-5.2.0', ['Spark'], 'spark-history', at(18080, '/'), at(18080, '/')],
  ['emr-5.3.0', ['Spark'], 'spark-history', at(18080, '/'), at(18480, '/', 'https')],
  ['emr-5.5.0', ['Presto'], 'presto', at(8889, '/ui/'), at(8889, '/ui/')],
  ['emr-5.6.0', ['Presto'], 'presto', at(8889, '/ui/'), at(8446, '/ui/', 'https')],
  [
    'emr-5.36.2',
    ['Hadoop'],
    'hdfs-nn',
    at(50070, '/dfshealth.html'),
    at(50470, '/dfshealth.html', 'https'),
  ],
  [
    'emr-6.0.0',
    ['Hadoop'],
    'hdfs-nn',
    at(9870, '/dfshealth.html'),
    at(9871, '/dfshealth.html', 'https'),
  ],
  ['emr-6.3.0', ['PrestoSQL'], 'trino', at(8889, '/ui/'), at(8446, '/ui/', 'https')],
  ['emr-6.15.0', ['Trino'], 'trino', at(8889, '/ui/'), at(8446, '/ui/', 'https')],
  ['emr-6.15.0', ['Hive'], 'tez-ui', at(8080, '/tez-ui/'), at(8080, '/tez-ui/')],
  ['emr-7.2.0', ['Spark'], 'yarn-rm', at(8088, '/cluster'), at(8088, '/cluster')],
  ['emr-7.3.0', ['Spark'], 'yarn-rm', at(8088, '/cluster'), at(8088, '/cluster', 'https')],
  ['emr-7.3.0', ['Oozie'], 'oozie', at(11000, '/oozie/'), at(11443, '/oozie/', 'https')],
  ['emr-7.3.0', ['Hue'], 'hue', at(8888, '/'), at(8888, '/')],
  ['emr-7.4.0', ['Hue'], 'hue', at(8888, '/'), at(8888, '/', 'https')],
  ['emr-7.14.0', ['Livy'], 'livy', at(8998, '/ui'), at(8998, '/ui', 'https')],
  ['emr-7.1.0', ['JupyterHub'], 'jupyterhub', at(9443, '/', 'https'), at(9443, '/', 'https')],
  ['emr-spark-8.0.0', ['Spark'], 'spark-history', at(18080, '/'), at(18480, '/', 'https')],
  ['emr-spark-8.0.0', ['Livy'], 'livy', at(8998, '/ui'), at(8998, '/ui', 'https')],
];

describe('where an interface is', () => {
  it.each(table)('%s with %j: %s', (release, applications, id, open, secured) => {
    expect(pagesOnPrimary(cluster(release, applications))[id]?.[0]).toBe(open);
    const encrypted = cluster(release, applications, { inTransitEncryption: true });
    expect(pagesOnPrimary(encrypted)[id]?.[0]).toBe(secured);
  });

  it('offers both ways while nobody may read the security configuration', () => {
    const unknown = cluster('emr-7.1.0', ['Spark'], { inTransitEncryption: null });
    expect(pagesOnPrimary(unknown)['spark-history']).toEqual([
      at(18080, '/'),
      at(18480, '/', 'https'),
    ]);
    expect(pagesOnPrimary(unknown)['yarn-rm']).toEqual([at(8088, '/cluster')]);
  });

  it('keeps the plain NameNode as a second try beside TLS', () => {
    const encrypted = cluster('emr-7.1.0', ['Spark'], { inTransitEncryption: true });
    expect(pagesOnPrimary(encrypted)['hdfs-nn']).toEqual([
      at(9871, '/dfshealth.html', 'https'),
      at(9870, '/dfshealth.html'),
    ]);
  });

  it('leaves the usual port out of an address', () => {
    expect(pagesOnPrimary(cluster('emr-6.15.0', ['Ganglia']))['ganglia']).toEqual([
      `http://${primary}/ganglia/`,
    ]);
  });
});

describe('which interfaces a cluster has', () => {
  const ids = (release: string, applications: string[]) =>
    Object.keys(pagesOnPrimary(cluster(release, applications)));

  it('shows YARN and HDFS where only Spark was asked for', () => {
    expect(ids('emr-6.15.0', ['Spark'])).toEqual(
      expect.arrayContaining(['yarn-rm', 'hdfs-nn', 'yarn-timeline', 'spark-history']),
    );
  });

  it('adds what an application brings along', () => {
    expect(ids('emr-6.15.0', ['Hue'])).toContain('oozie');
    expect(ids('emr-6.15.0', ['Phoenix'])).toContain('hbase-master');
    expect(ids('emr-5.20.0', ['JupyterHub'])).toEqual(
      expect.arrayContaining(['spark-history', 'livy']),
    );
  });

  it.each([
    ['emr-7.0.0', 'Ganglia', 'ganglia'],
    ['emr-6.1.0', 'JupyterEnterpriseGateway', 'jeg'],
    ['emr-6.2.0', 'Flink', 'flink-history'],
    ['emr-4.9.0', 'Hive', 'hive-server2'],
    ['emr-4.6.0', 'Hadoop', 'yarn-timeline'],
    ['emr-6.3.0', 'ZooKeeper', 'zk-admin'],
  ])('%s with %s has no %s', (release, application, id) => {
    expect(ids(release, [application])).not.toContain(id);
  });

  it('compares names of applications without regard to case', () => {
    expect(ids('emr-6.15.0', ['hbase'])).toContain('hbase-master');
  });

  it('does not know ports older than release labels', () => {
    expect(clusterPages(cluster(null, ['Hadoop', 'Hive']))).toEqual([]);
  });

  it('offers, and expects nothing, on a release it cannot read', () => {
    const pages = clusterPages(cluster('nightly-build', ['Spark']));
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.every(({ expected }) => !expected)).toBe(true);
  });
});

describe('what is expected to answer', () => {
  const expectedOf = (release: string, applications: string[], id: string) =>
    clusterPages(cluster(release, applications)).find((page) => page.id === id)?.expected;

  it.each([
    ['emr-7.1.0', ['Spark'], 'livy', false],
    ['emr-7.1.0', ['Spark', 'Livy'], 'livy', true],
    ['emr-7.1.0', ['Spark'], 'mr-jobhistory', false],
    ['emr-7.1.0', ['Spark', 'Hive'], 'mr-jobhistory', true],
    ['emr-7.1.0', ['TensorFlow'], 'tensorboard', false],
    ['emr-7.1.0', ['HCatalog'], 'webhcat', false],
  ])('%s with %j: %s', (release, applications, id, expected) => {
    expect(expectedOf(release, applications, id)).toBe(expected);
  });
});

describe('the nodes that serve them', () => {
  it('links NodeManagers on core and task nodes, DataNodes on core nodes', () => {
    const pages = clusterPages(cluster('emr-7.1.0', ['Spark']));
    const urls = (id: string) => pages.filter((page) => page.id === id).map(({ url }) => url);
    expect(urls('yarn-nm')).toEqual([`http://${core}:8042/node`, `http://${task}:8042/node`]);
    expect(urls('hdfs-dn')).toEqual([`http://${core}:9864/datanode.html`]);
    expect(pages.find(({ url }) => url.includes(task))).toMatchObject({
      node: task,
      group: 'task',
    });
  });

  it('names every primary node for what runs on all of them', () => {
    const others = ['ip-10-0-1-24.ec2.internal', 'ip-10-0-1-25.ec2.internal'];
    const { nodes } = cluster('emr-7.1.0', []);
    const three = cluster('emr-7.1.0', ['Spark'], {
      nodes: [...nodes, ...others.map((name) => node('primary', name, 'ig-primary'))],
    });
    const on = (id: string) =>
      clusterPages(three).flatMap((page) => (page.id === id ? [page.node] : []));
    expect(on('yarn-rm')).toEqual([primary, ...others]);
    expect(on('hdfs-jn')).toEqual([primary, ...others]);
    expect(on('spark-history')).toEqual([primary]);
  });

  it('prefers the private name of a primary node that is known by its public one', () => {
    const primaryDns = 'ec2-1-2-3-4.ap-northeast-2.compute.amazonaws.com';
    const inPublic = cluster('emr-7.1.0', ['Spark'], { primaryDns });
    expect(pagesOnPrimary(inPublic)['yarn-rm']).toEqual([at(8088, '/cluster')]);
    const without = { ...inPublic, nodes: [] };
    expect(pagesOnPrimary(without)['yarn-rm']).toEqual([`http://${primaryDns}:8088/cluster`]);
  });

  it('has no page while the primary node is not up', () => {
    expect(clusterPages(cluster('emr-7.1.0', ['Spark'], { primaryDns: null, nodes: [] }))).toEqual(
      [],
    );
  });
});

describe('the catalogue', () => {
  it('has one entry an id, and addresses that are addresses', () => {
    expect(new Set(webInterfaces.map(({ id }) => id)).size).toBe(webInterfaces.length);
    const everything = webInterfaces.flatMap(({ applications }) =>
      applications === 'every' ? [] : applications,
    );
    for (const release of ['emr-4.9.6', 'emr-5.36.2', 'emr-6.15.0', 'emr-7.14.0']) {
      for (const inTransitEncryption of [true, false, null]) {
        for (const page of clusterPages(cluster(release, everything, { inTransitEncryption }))) {
          expect(clusterPageSchema.parse(page)).toEqual(page);
          for (const url of [page.url, ...page.alternatives]) {
            expect(new URL(url).hostname).toBe(page.node);
          }
        }
      }
    }
  });
});
