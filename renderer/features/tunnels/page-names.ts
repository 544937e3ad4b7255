/** What usually answers on a port of an EMR cluster, releases 5 to 7. */
const byPort: ReadonlyMap<string, string> = new Map([
  ['8088', 'YARN ResourceManager'],
  ['18080', 'Spark History Server'],
  ['18480', 'Spark History Server'],
  ['19888', 'MapReduce JobHistory'],
  ['8188', 'YARN Timeline Server'],
  ['8042', 'YARN NodeManager'],
  ['9870', 'HDFS NameNode'],
  ['50070', 'HDFS NameNode'],
  ['9864', 'HDFS DataNode'],
  ['20888', 'YARN applications'],
  ['16010', 'HBase Master'],
  ['16030', 'HBase RegionServer'],
  ['8888', 'Hue'],
  ['9443', 'JupyterHub'],
  ['8890', 'Zeppelin'],
  ['8998', 'Livy'],
  ['8889', 'Presto or Trino'],
  ['10002', 'HiveServer2'],
  ['8082', 'Flink History Server'],
  ['11000', 'Oozie'],
]);

/** What a page is called and where it is, from its address alone. */
export interface PageName {
  readonly name: string;
  /** Host and port, the host cut to its first label where it is one of AWS's long names. */
  readonly place: string;
}

export function pageName(page: string): PageName {
  const url = new URL(page);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const short = /^ip-[\d-]+\./.test(url.hostname) ? `${url.hostname.split('.')[0]}…` : url.hostname;
  return { name: byPort.get(port) ?? url.hostname, place: `${short}:${port}` };
}
