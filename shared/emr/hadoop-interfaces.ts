import {
  alwaysPlain,
  encrypted,
  type PortSetting,
  plain,
  type SchemeSetting,
  type WebInterface,
} from './web-interface';

function addresses(classification: string, http: string, https: string): PortSetting[] {
  return [
    { classification, property: http, scheme: 'http' },
    { classification, property: https, scheme: 'https' },
  ];
}

/** YARN and MapReduce name the HTTPS twin of an address `….https.address`. */
function webapp(classification: string, prefix: string): PortSetting[] {
  return addresses(classification, `${prefix}.address`, `${prefix}.https.address`);
}

const yarnPolicy: SchemeSetting = {
  classification: 'yarn-site',
  property: 'yarn.http.policy',
  values: { HTTP_ONLY: 'http', HTTPS_ONLY: 'https' },
};
const hdfsPolicy: SchemeSetting = {
  classification: 'hdfs-site',
  property: 'dfs.http.policy',
  values: { HTTP_ONLY: 'http', HTTPS_ONLY: 'https' },
};

/**
 * YARN and HDFS run on every cluster, also where only Spark was asked for.
 *
 * Ports: EMR Management Guide, "View web interfaces hosted on Amazon EMR clusters" and "Service
 * ports"; TLS by release: "Encryption support matrix".
 */
export const hadoopInterfaces: readonly WebInterface[] = [
  {
    id: 'yarn-rm',
    name: 'YARN ResourceManager',
    kind: 'page',
    applications: 'every',
    nodes: ['primary'],
    // A standby sends the browser to the active one.
    everyPrimary: true,
    path: '/cluster',
    listeners: [
      plain(8088, [4, 0, 0]),
      encrypted(8088, [7, 3, 0]),
      // Hadoop's own default, where a configuration took EMR's away.
      encrypted(8090, [7, 3, 0]),
    ],
    ports: webapp('yarn-site', 'yarn.resourcemanager.webapp'),
    schemes: [yarnPolicy],
  },
  {
    id: 'yarn-timeline',
    name: 'YARN Timeline Server',
    kind: 'page',
    applications: 'every',
    nodes: ['primary'],
    path: '/applicationhistory',
    listeners: [plain(8188, [4, 7, 0]), encrypted(8188, [7, 3, 0]), encrypted(8190, [7, 3, 0])],
    ports: webapp('yarn-site', 'yarn.timeline-service.webapp'),
    schemes: [yarnPolicy],
  },
  {
    id: 'yarn-nm',
    name: 'YARN NodeManager',
    kind: 'page',
    applications: 'every',
    nodes: ['core', 'task'],
    path: '/node',
    listeners: [plain(8042, [4, 0, 0]), encrypted(8044, [7, 3, 0])],
    ports: webapp('yarn-site', 'yarn.nodemanager.webapp'),
    schemes: [yarnPolicy],
  },
  {
    id: 'mr-jobhistory',
    name: 'MapReduce JobHistory Server',
    kind: 'page',
    applications: 'every',
    nodes: ['primary'],
    // hadoop-mapred is not among the components of a cluster with Spark alone.
    runs: {
      with: [
        'Hadoop',
        'Hive',
        'Tez',
        'HBase',
        'Phoenix',
        'Oozie',
        'Flink',
        'Pig',
        'HCatalog',
        'Sqoop',
      ],
    },
    path: '/jobhistory',
    listeners: [plain(19888, [4, 0, 0]), encrypted(19890, [7, 3, 0])],
    ports: webapp('mapred-site', 'mapreduce.jobhistory.webapp'),
  },
  {
    id: 'hdfs-nn',
    name: 'HDFS NameNode',
    kind: 'page',
    applications: 'every',
    nodes: ['primary'],
    everyPrimary: true,
    path: '/dfshealth.html',
    listeners: [
      encrypted(50470, [4, 8, 0], { until: [5, 99, 99] }),
      encrypted(9871, [6, 0, 0]),
      alwaysPlain(50070, [4, 0, 0], { until: [5, 99, 99] }),
      alwaysPlain(9870, [6, 0, 0]),
    ],
    ports: addresses('hdfs-site', 'dfs.namenode.http-address', 'dfs.namenode.https-address'),
    schemes: [hdfsPolicy],
  },
  {
    id: 'hdfs-dn',
    name: 'HDFS DataNode',
    kind: 'page',
    applications: 'every',
    // AWS's page names task nodes too, but only core nodes hold HDFS.
    nodes: ['core'],
    path: '/datanode.html',
    listeners: [
      encrypted(50475, [4, 8, 0], { until: [5, 99, 99], path: '/' }),
      encrypted(9865, [6, 0, 0]),
      alwaysPlain(50075, [4, 0, 0], { until: [5, 99, 99], path: '/' }),
      alwaysPlain(9864, [6, 0, 0]),
    ],
    ports: addresses('hdfs-site', 'dfs.datanode.http.address', 'dfs.datanode.https.address'),
    schemes: [hdfsPolicy],
  },
  {
    id: 'hdfs-jn',
    name: 'HDFS JournalNode',
    kind: 'page',
    applications: 'every',
    nodes: ['primary'],
    everyPrimary: true,
    runs: { when: 'several-primaries' },
    path: '/',
    listeners: [plain(8480, [5, 23, 0]), encrypted(8481, [5, 23, 0])],
  },
  {
    id: 'httpfs',
    name: 'HttpFS',
    kind: 'api',
    applications: ['Hadoop'],
    nodes: ['primary'],
    path: '/webhdfs/v1/?op=LISTSTATUS&user.name=hadoop',
    listeners: [alwaysPlain(14_000, [4, 0, 0])],
  },
  {
    id: 'kms',
    name: 'Hadoop KMS',
    kind: 'api',
    applications: ['Hadoop'],
    nodes: ['primary'],
    path: '/kms/v1/keys/names',
    // AWS's pages say 9600 in one place and 9700 in another, and not since when.
    listeners: [alwaysPlain(9600, [6, 0, 0]), alwaysPlain(9700, [4, 6, 0])],
  },
];
