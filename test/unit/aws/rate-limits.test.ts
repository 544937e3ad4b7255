import { describe, expect, it } from 'vitest';
import { quotaOf, RateLimits } from '../../../electron/aws/rate-limits';
import { TokenBucket } from '../../../electron/aws/token-bucket';

describe('a token bucket', () => {
  it('lets a burst pass and spaces out what follows', () => {
    let now = 0;
    const bucket = new TokenBucket({ burst: 3, perSecond: 0.5 }, () => now);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0]);
    expect([bucket.take(), bucket.take()]).toEqual([2000, 4000]);
    now = 4000;
    expect(bucket.take()).toBe(2000);
    now = 1_000_000;
    expect([bucket.take(), bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 0, 2000]);
  });

  it('takes back a turn that nobody used', () => {
    const bucket = new TokenBucket({ burst: 1, perSecond: 1 }, () => 0);
    expect([bucket.take(), bucket.take()]).toEqual([0, 1000]);
    bucket.giveBack();
    expect(bucket.take()).toBe(1000);
  });

  it('is empty once AWS has refused', () => {
    const bucket = new TokenBucket({ burst: 100, perSecond: 20 }, () => 0);
    bucket.drain();
    expect(bucket.take()).toBe(50);
  });
});

describe('the quotas', () => {
  it.each([
    ['elasticmapreduce:ListClusters', 20, 0.5],
    ['elasticmapreduce:DescribeCluster', 10, 1],
    ['elasticmapreduce:ListInstances', 10, 0.5],
    ['elasticmapreduce:DescribeSecurityConfiguration', 5, 0.5],
    ['ec2:DescribeSubnets', 100, 20],
    ['ec2:AuthorizeSecurityGroupIngress', 50, 5],
    ['logs:StartQuery', 10, 10],
  ])('of %s are the documented ones', (action, burst, perSecond) => {
    expect(quotaOf(action)).toEqual({ burst, perSecond });
  });

  it('are counted by account, region and action', () => {
    const limits = new RateLimits();
    const bucket = limits.bucket('prod', 'us-east-1', 'ec2:DescribeVpcs');
    expect(limits.bucket('prod', 'us-east-1', 'ec2:DescribeVpcs')).toBe(bucket);
    expect(limits.bucket('dev', 'us-east-1', 'ec2:DescribeVpcs')).not.toBe(bucket);
    expect(limits.bucket('prod', 'eu-west-1', 'ec2:DescribeVpcs')).not.toBe(bucket);
    expect(limits.bucket('prod', 'us-east-1', 'ec2:DescribeSubnets')).not.toBe(bucket);
  });
});
