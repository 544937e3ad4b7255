import { type Clock, type Quota, TokenBucket } from './token-bucket';

/** EMR's quotas by call (EMR: "Amazon EMR endpoints and quotas", throttling of API requests). */
const emr: Readonly<Record<string, Quota>> = {
  ListClusters: { burst: 20, perSecond: 0.5 },
  DescribeCluster: { burst: 10, perSecond: 1 },
  ListInstances: { burst: 10, perSecond: 0.5 },
  ListInstanceGroups: { burst: 10, perSecond: 1 },
  ListInstanceFleets: { burst: 5, perSecond: 0.5 },
  ListSteps: { burst: 10, perSecond: 0.5 },
  ListBootstrapActions: { burst: 10, perSecond: 1 },
};
const otherEmr: Quota = { burst: 5, perSecond: 0.5 };

/** EC2's buckets (EC2: "Request throttling for the Amazon EC2 API"): reading, and changing. */
const ec2Reads: Quota = { burst: 100, perSecond: 20 };
const ec2Changes: Quota = { burst: 50, perSecond: 5 };

/** Other services name one figure or none (Logs: 10 a second for queries). */
const anyOther: Quota = { burst: 10, perSecond: 10 };

/** @param action an IAM action, such as `elasticmapreduce:ListClusters`. */
export function quotaOf(action: string): Quota {
  const [service = '', call = ''] = action.split(':');
  if (service === 'elasticmapreduce') return emr[call] ?? otherEmr;
  if (service === 'ec2') return /^(Describe|Get|List)/.test(call) ? ec2Reads : ec2Changes;
  return anyOther;
}

/** One bucket for each account we know of, region and action, for as long as the process lives. */
export class RateLimits {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #clock: Clock | undefined;

  constructor(clock?: Clock) {
    this.#clock = clock;
  }

  /** @param account what tells accounts apart here: the name of an AWS profile. */
  bucket(account: string, region: string, action: string): TokenBucket {
    const key = `${account}\n${region}\n${action}`;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(quotaOf(action), this.#clock);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
