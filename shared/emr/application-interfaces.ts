import { hbaseInterfaces } from './hbase-interfaces';
import { queryInterfaces } from './query-interfaces';
import { sparkInterfaces } from './spark-interfaces';
import { alwaysPlain, encrypted, plain, type WebInterface } from './web-interface';

/**
 * What the applications of the Amazon EMR Release Guide serve, beside Hadoop's own. Names that
 * changed stand side by side: sandbox applications of 4.x, PrestoSQL before Trino.
 */
export const applicationInterfaces: readonly WebInterface[] = [
  ...sparkInterfaces,
  ...queryInterfaces,
  ...hbaseInterfaces,
  {
    id: 'flink-history',
    name: 'Flink History Server',
    kind: 'page',
    applications: ['Flink'],
    nodes: ['primary'],
    path: '/',
    listeners: [plain(8082, [5, 33, 0]), encrypted(8082, [7, 3, 0])],
    ports: [{ classification: 'flink-conf', property: 'historyserver.web.port' }],
    except: [
      [
        [6, 0, 0],
        [6, 2, 99],
      ],
    ],
  },
  {
    id: 'oozie',
    name: 'Oozie',
    kind: 'page',
    applications: ['Oozie', 'Oozie-Sandbox'],
    impliedBy: ['Hue'],
    nodes: ['primary'],
    path: '/oozie/',
    listeners: [plain(11_000, [4, 1, 0]), encrypted(11_443, [7, 3, 0])],
    ports: [{ classification: 'oozie-site', property: 'oozie.https.port', scheme: 'https' }],
    schemes: [
      {
        classification: 'oozie-site',
        property: 'oozie.https.enabled',
        values: { true: 'https', false: 'http' },
      },
    ],
  },
  {
    id: 'ganglia',
    name: 'Ganglia',
    kind: 'page',
    applications: ['Ganglia'],
    nodes: ['primary'],
    everyPrimary: true,
    path: '/ganglia/',
    listeners: [alwaysPlain(80, [4, 2, 0], { until: [6, 15, 99] })],
  },
  {
    id: 'tensorboard',
    name: 'TensorBoard',
    kind: 'page',
    applications: ['TensorFlow'],
    nodes: ['primary'],
    runs: { when: 'started' },
    path: '/',
    listeners: [alwaysPlain(6006, [5, 17, 0])],
  },
  {
    id: 'zk-admin',
    name: 'ZooKeeper AdminServer',
    kind: 'page',
    applications: ['ZooKeeper', 'ZooKeeper-Sandbox'],
    impliedBy: ['HBase', 'Phoenix', 'Hive'],
    nodes: ['primary'],
    runs: { with: ['ZooKeeper', 'ZooKeeper-Sandbox', 'HBase', 'Phoenix'] },
    path: '/commands',
    // Came with ZooKeeper 3.5, which EMR has from 6.4.0 on.
    listeners: [plain(8341, [6, 4, 0]), encrypted(8341, [7, 4, 0])],
  },
];
