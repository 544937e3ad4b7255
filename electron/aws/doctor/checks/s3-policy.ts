import { check, notApplicable, type Outcome, pass, unknown } from '../check';
import { type Grant, policyVerdict, policyWith } from '../endpoint-policy';
import type { Network, VpcEndpoint } from '../network';
import { logPlaces, packageBuckets, pageBuckets } from '../releases';
import { endpointTo } from '../services';

/** Buckets of one purpose, with what nodes do there; the first action is the one that is judged. */
interface Use {
  readonly kind: 'packages' | 'logs';
  readonly action: string;
  readonly grant: Grant;
}

/** Whether the S3 endpoint's policy lets nodes fetch the packages of their release and write logs. */
export const s3Policy = check('S3_POLICY_TOO_NARROW', ['endpoints', 'routes'], (parts, network) => {
  const endpoint = endpointTo('s3', network.region, parts.endpoints, parts.routes);
  if (endpoint === null) return notApplicable;
  const uses = usesOf(network);
  if (!uses.some(({ kind }) => kind === 'packages')) return unknown('unknown-release');
  const judged = uses.flatMap((use) =>
    use.grant.buckets.map((bucket) => ({
      use,
      bucket,
      verdict: verdictOn(endpoint.policy, use, bucket, network),
    })),
  );
  const closed = judged.filter(({ verdict }) => verdict === 'denied');
  if (closed.length > 0) return failure(endpoint, closed, network);
  if (judged.some(({ verdict }) => verdict === 'conditional')) return unknown('conditional-policy');
  const actions = [...new Set(uses.map(({ action }) => action))].join(', ');
  return pass([{ resource: endpoint.id, name: endpoint.service, rule: null, text: actions }]);
});

function usesOf({ cluster, region }: Network): readonly Use[] {
  const packages = packageBuckets(cluster.release, region);
  const logs = logPlaces(cluster.logUri, region);
  const uses: readonly Use[] = [
    {
      kind: 'packages',
      action: 's3:GetObject',
      grant: { sid: 'EmrPackages', actions: ['s3:GetObject'], buckets: packages },
    },
    {
      kind: 'logs',
      action: 's3:PutObject',
      grant: { sid: 'EmrLogs', actions: ['s3:Put*'], buckets: logs },
    },
  ];
  return uses.filter(({ grant }) => grant.buckets.length > 0);
}

/** EMR writes logs under the cluster's id, so a policy may name no more than that. */
function verdictOn(policy: string | null, { action, kind }: Use, place: string, network: Network) {
  const key = kind === 'logs' ? `${network.cluster.id}/culvert` : 'culvert';
  return policyVerdict(policy, action, `arn:${network.partition}:s3:::${place}/${key}`);
}

interface Closed {
  readonly use: Use;
  readonly bucket: string;
}

function failure(endpoint: VpcEndpoint, closed: readonly Closed[], network: Network): Outcome {
  const grants = [...new Set(closed.map(({ use }) => use))].map(({ grant }) => ({
    ...grant,
    buckets: closed.filter(({ use }) => use.grant === grant).map(({ bucket }) => bucket),
  }));
  // A cluster runs without its pages kept by EMR; whoever opens the policy lets them through as well.
  const pages = pageBuckets(network.cluster.release, network.region);
  const more: readonly Grant[] =
    pages.length === 0 ? [] : [{ sid: 'EmrPersistentPages', actions: pageActions, buckets: pages }];
  const before = endpoint.policy ?? '{"Statement":[]}';
  const wider = policyWith(before, network.partition, [...grants, ...more]);
  const opened = closed.every(
    ({ use, bucket }) => verdictOn(wider, use, bucket, network) === 'allowed',
  );
  return {
    status: 'fail',
    facts: {
      at: [endpoint.id],
      what: closed.map(({ bucket }) => bucket),
      from: [...new Set(closed.map(({ use }) => use.kind))].join(' '),
    },
    evidence: closed.map(({ use, bucket }) => ({
      resource: endpoint.id,
      name: endpoint.service,
      rule: null,
      text: `${use.action} ${bucket}`,
    })),
    // What a statement denies, none that is added allows.
    changes: opened
      ? [{ kind: 'endpoint-policy', endpoint: endpoint.id, policy: wider, before }]
      : [],
  };
}

/** What nodes do in the bucket of persistent application UIs (EMR Management Guide, private subnets). */
const pageActions = ['s3:Put*', 's3:Get*', 's3:Create*', 's3:Abort*', 's3:List*'];
