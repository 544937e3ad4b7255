import { encrypted, plain, type WebInterface } from './web-interface';

/** The query engines, and what stands before or below them. */
export const queryInterfaces: readonly WebInterface[] = [
  {
    id: 'hue',
    name: 'Hue',
    kind: 'page',
    applications: ['Hue'],
    nodes: ['primary'],
    path: '/',
    listeners: [plain(8888, [4, 1, 0]), encrypted(8888, [7, 4, 0])],
    ports: [{ classification: 'hue-ini', nested: 'desktop', property: 'http_port' }],
  },
  {
    id: 'presto',
    name: 'Presto',
    kind: 'page',
    applications: ['Presto', 'Presto-Sandbox'],
    nodes: ['primary'],
    path: '/ui/',
    // With encryption plain HTTP is off on every node.
    listeners: [plain(8889, [4, 1, 0]), encrypted(8446, [5, 6, 0])],
    ports: [
      { classification: 'presto-config', property: 'http-server.http.port', scheme: 'http' },
      { classification: 'presto-config', property: 'http-server.https.port', scheme: 'https' },
    ],
  },
  {
    id: 'trino',
    name: 'Trino',
    kind: 'page',
    applications: ['Trino', 'PrestoSQL'],
    nodes: ['primary'],
    path: '/ui/',
    listeners: [plain(8889, [6, 1, 0]), encrypted(8446, [6, 1, 0])],
    ports: ['trino-config', 'prestosql-config'].flatMap((classification) => [
      { classification, property: 'http-server.http.port', scheme: 'http' as const },
      { classification, property: 'http-server.https.port', scheme: 'https' as const },
    ]),
  },
  {
    id: 'hive-server2',
    name: 'HiveServer2',
    kind: 'page',
    applications: ['Hive'],
    nodes: ['primary'],
    path: '/',
    // Hive 1.0 of 4.x has no web interface.
    listeners: [plain(10_002, [5, 0, 0]), encrypted(10_002, [7, 3, 0])],
    ports: [{ classification: 'hive-site', property: 'hive.server2.webui.port' }],
  },
  {
    id: 'hive-llap',
    name: 'Hive LLAP daemon',
    kind: 'page',
    applications: ['Hive'],
    nodes: ['core', 'task'],
    runs: { classification: 'hive', property: 'hive.llap.enabled', value: 'true' },
    path: '/',
    listeners: [plain(15_002, [6, 0, 0]), encrypted(15_002, [7, 3, 0])],
    ports: [{ classification: 'hive-site', property: 'hive.llap.daemon.web.port' }],
  },
  {
    id: 'tez-ui',
    name: 'Tez UI',
    kind: 'page',
    applications: ['Tez'],
    impliedBy: ['Hive', 'Pig', 'Oozie'],
    nodes: ['primary'],
    path: '/tez-ui/',
    listeners: [plain(8080, [4, 7, 0]), encrypted(8080, [7, 3, 0])],
  },
  {
    id: 'webhcat',
    name: 'WebHCat',
    kind: 'api',
    applications: ['HCatalog'],
    nodes: ['primary'],
    runs: { when: 'started' },
    path: '/templeton/v1/status',
    listeners: [plain(50_111, [4, 4, 0]), encrypted(50_111, [7, 3, 0])],
  },
];
