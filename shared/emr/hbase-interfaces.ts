import { encrypted, plain, type WebInterface } from './web-interface';

/** HBase, from its master to the servers for programs of other languages. */
export const hbaseInterfaces: readonly WebInterface[] = [
  {
    id: 'hbase-master',
    name: 'HBase Master',
    kind: 'page',
    applications: ['HBase'],
    impliedBy: ['Phoenix'],
    nodes: ['primary'],
    path: '/master-status',
    listeners: [plain(16_010, [4, 6, 0]), encrypted(16_010, [7, 3, 0])],
    ports: [{ classification: 'hbase-site', property: 'hbase.master.info.port' }],
    schemes: [
      {
        classification: 'hbase-site',
        property: 'hbase.ssl.enabled',
        values: { true: 'https', false: 'http' },
      },
    ],
  },
  {
    id: 'hbase-rs',
    name: 'HBase RegionServer',
    kind: 'page',
    applications: ['HBase'],
    impliedBy: ['Phoenix'],
    nodes: ['core', 'task'],
    path: '/rs-status',
    listeners: [plain(16_030, [4, 6, 0]), encrypted(16_030, [7, 3, 0])],
    ports: [{ classification: 'hbase-site', property: 'hbase.regionserver.info.port' }],
  },
  {
    id: 'hbase-rest-ui',
    name: 'HBase REST server',
    kind: 'page',
    applications: ['HBase'],
    nodes: ['primary'],
    path: '/',
    listeners: [plain(8085, [4, 6, 0]), encrypted(8085, [7, 3, 0])],
  },
  {
    id: 'hbase-thrift-ui',
    name: 'HBase Thrift server',
    kind: 'page',
    applications: ['HBase'],
    nodes: ['primary'],
    path: '/',
    listeners: [plain(9095, [4, 6, 0]), encrypted(9095, [7, 3, 0])],
  },
];
