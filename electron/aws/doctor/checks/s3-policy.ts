import { check, notApplicable, type Outcome, pass, unknown } from '../check';
import { type Grant, policyVerdict, policyWith } from '../endpoint-policy';
import type { Network, VpcEndpoint } from '../network';
import { logBuckets, packageBuckets, pageBuckets } from '../releases';
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
      verdict: verdictOn(endpoint, use, bucket, network),
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
  const logs = logBuckets(cluster.logUri, region);
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

function verdictOn(endpoint: VpcEndpoint, { action }: Use, bucket: string, network: Network) {
  const resource = `arn:${network.partition}:s3:::${bucket}/culvert`;
  return policyVerdict(endpoint.policy, action, resource);
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
    changes:
      endpoint.policy === null
        ? []
        : [
            {
              kind: 'endpoint-policy',
              endpoint: endpoint.id,
              policy: policyWith(endpoint.policy, network.partition, [...grants, ...more]),
              before: endpoint.policy,
            },
          ],
  };
}

/** What nodes do in the bucket of persistent application UIs (EMR Management Guide, private subnets). */
const pageActions = ['s3:Put*', 's3:Get*', 's3:Create*', 's3:Abort*', 's3:List*'];
