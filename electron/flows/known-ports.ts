import { interfaceNames } from '../../shared/emr/interface-names';
import { ephemeralPort } from './halves';

/**
 * Ports above 1023 on which something of a cluster, or something a cluster talks to, is known to
 * listen: Hadoop's own (hdfs-default, yarn-default, mapred-default), the databases behind
 * metastores, and the pages of the catalogue.
 */
const daemons: readonly number[] = [
  1433, 1521, 2049, 2181, 2888, 3306, 3389, 3888, 5432, 5439, 6379, 7077, 7337, 7447, 8020, 8025,
  8030, 8031, 8032, 8033, 8040, 8041, 8042, 8044, 8048, 8088, 8090, 8188, 8190, 8443, 8480, 8485,
  9083, 9092, 9094, 9098, 9200, 9300, 9443, 9866, 9867, 10000, 10020, 11211, 13562, 16000, 16020,
  27017,
];

/**
 * Every port that is a server's wherever it is met. Not those that Linux also hands out to clients,
 * such as Hadoop 2's 50010: there the number of peers tells more than the port.
 */
export function knownPorts(): readonly number[] {
  const known = new Set([...daemons, ...interfaceNames.keys()]);
  return [...known].filter((port) => port >= 1024 && port < ephemeralPort);
}
