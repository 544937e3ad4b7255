import { alwaysEncrypted, encrypted, plain, type WebInterface } from './web-interface';

/** Spark, and the notebooks and gateways that run it. */
export const sparkInterfaces: readonly WebInterface[] = [
  {
    id: 'spark-history',
    name: 'Spark History Server',
    kind: 'page',
    applications: ['Spark'],
    impliedBy: ['Zeppelin', 'Zeppelin-Sandbox', 'JupyterHub', 'Livy'],
    nodes: ['primary'],
    path: '/',
    listeners: [plain(18_080, [4, 0, 0]), encrypted(18_480, [5, 3, 0])],
    ports: [
      {
        classification: 'spark-defaults',
        property: 'spark.ssl.historyServer.port',
        scheme: 'https',
      },
      { classification: 'spark-defaults', property: 'spark.history.ui.port', scheme: 'http' },
      {
        classification: 'spark-defaults',
        property: 'spark.history.ui.port',
        scheme: 'https',
        plus: 400,
      },
    ],
  },
  {
    id: 'livy',
    name: 'Livy',
    kind: 'page',
    applications: ['Livy'],
    impliedBy: ['JupyterHub', 'Zeppelin', 'JupyterEnterpriseGateway', 'Spark'],
    nodes: ['primary'],
    // Its server is among the components of Spark's lists too, but not on every such cluster.
    runs: { with: ['Livy', 'JupyterHub'] },
    path: '/ui',
    listeners: [plain(8998, [5, 9, 0]), encrypted(8998, [7, 4, 0])],
    ports: [{ classification: 'livy-conf', property: 'livy.server.port' }],
  },
  {
    id: 'zeppelin',
    name: 'Zeppelin',
    kind: 'page',
    applications: ['Zeppelin', 'Zeppelin-Sandbox'],
    nodes: ['primary'],
    path: '/',
    listeners: [plain(8890, [4, 1, 0]), encrypted(8890, [7, 3, 0])],
    ports: [
      { classification: 'zeppelin-site', property: 'zeppelin.server.ssl.port', scheme: 'https' },
      { classification: 'zeppelin-env', nested: 'export', property: 'ZEPPELIN_PORT' },
      { classification: 'zeppelin-site', property: 'zeppelin.server.port' },
    ],
  },
  {
    id: 'jupyterhub',
    name: 'JupyterHub',
    kind: 'page',
    applications: ['JupyterHub'],
    nodes: ['primary'],
    path: '/',
    // Signed by itself, whatever the security configuration says.
    listeners: [alwaysEncrypted(9443, [5, 14, 0])],
  },
  {
    id: 'jeg',
    name: 'Jupyter Enterprise Gateway',
    kind: 'api',
    applications: ['JupyterEnterpriseGateway'],
    nodes: ['primary'],
    path: '/api/kernelspecs',
    listeners: [plain(9547, [5, 32, 0]), encrypted(9547, [7, 4, 0])],
    except: [
      [
        [6, 0, 0],
        [6, 1, 99],
      ],
    ],
  },
];
