import { clusterIdSchema } from '../../shared/model/cluster';
import { networkOfCluster } from '../browser/cluster-network';
import type { PrivateNetwork } from '../browser/tunnel-patterns';
import { UsageError } from './arguments';
import { awsSession } from './aws-options';
import type { ExportOptions } from './export-source';
import type { Output } from './output';
import { slowedTeller } from './slowed';
import { untilInterrupted } from './until-interrupted';

/**
 * The network of the cluster that --cluster names, as AWS tells it; null without that option. What may
 * not be asked is said, and left as it is without a cluster.
 *
 * @throws UsageError for what is no id; FailureError `cluster-missing` or `aws-*`.
 */
export async function networkFrom(
  values: ExportOptions,
  output: Output,
): Promise<PrivateNetwork | null> {
  const { cluster } = values;
  if (cluster === undefined) return null;
  const id = clusterIdSchema.safeParse(cluster);
  if (!id.success) {
    throw new UsageError(`--cluster takes an id such as j-2AXXXXXXGAPLF, not "${cluster}"`);
  }
  const session = await awsSession(values);
  const slowed = slowedTeller(output);
  const { ClusterBook } = await import('../aws/cluster-book');
  try {
    const detail = await new ClusterBook(session).detail(id.data, null, untilInterrupted(slowed));
    for (const action of detail.denied.filter((each) => each.startsWith('ec2:'))) {
      output.diagnose(`culvert: ${action} was refused: what it would tell is not in the export.`);
    }
    return networkOfCluster(detail);
  } finally {
    slowed.end();
    session.close();
  }
}
