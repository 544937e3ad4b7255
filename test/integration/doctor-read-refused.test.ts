import { describe, expect, it } from 'vitest';
import { examine } from '../../electron/aws/doctor/examine';
import { AwsRefusal } from '../support/aws/refusals';
import { doctorReader } from '../support/doctor-reader';

const reader = doctorReader();
const { read } = reader;

describe('calls that are refused', () => {
  const calls = [
    ['DescribeSecurityGroupRules', 'ec2', 'MASTER_UI_NOT_OPEN_TO_BASTION'],
    ['DescribeSecurityGroups', 'ec2', 'STALE_REFERENCE'],
    ['DescribeInstances', 'ec2', 'BASTION_SSH_MISSING'],
    ['DescribeSubnets', 'ec2', 'RESOURCE_NAME_HOSTS'],
    ['DescribeVpcs', 'ec2', 'DNS_ATTRIBUTES'],
    ['DescribeVpcAttribute', 'ec2', 'DNS_ATTRIBUTES'],
    ['DescribeDhcpOptions', 'ec2', 'DNS_SERVERS_CUSTOM'],
    ['DescribeRouteTables', 'ec2', 'S3_PATH_MISSING'],
    ['DescribeNetworkAcls', 'ec2', 'NACL_BLOCKS'],
    ['DescribeVpcEndpoints', 'ec2', 'S3_POLICY_TOO_NARROW'],
    ['DescribeManagedPrefixLists', 'ec2', 'S3_EGRESS_MISSING'],
    ['GetManagedPrefixListEntries', 'ec2', 'S3_EGRESS_MISSING'],
    ['ListInstances', 'elasticmapreduce', 'MASTER_UI_NOT_OPEN_TO_BASTION'],
    ['ListSteps', 'elasticmapreduce', 'SQS_EGRESS_MISSING'],
    ['GetManagedScalingPolicy', 'elasticmapreduce', 'EXECUTE_API_PRIVATE_DNS'],
    ['GetBlockPublicAccessConfiguration', 'elasticmapreduce', 'PUBLIC_INGRESS'],
  ] as const;

  it.each(calls)(
    '%s leaves its checks unchecked, and the others go on',
    async (operation, service, check) => {
      reader.endpoint.fault({ operation, kind: 'deny' });
      const { results, denied } = examine(await read());
      const action = `${service}:${operation}`;
      expect(denied).toEqual([action]);
      expect(results.find((each) => each.check === check)).toMatchObject({
        status: 'not-checked',
        reason: 'denied',
        needs: [action],
      });
      expect(results.filter(({ status }) => status === 'pass').length).toBeGreaterThan(5);
      expect(results.filter(({ status }) => status === 'fail')).toEqual([]);
    },
  );

  it('ends where the cluster itself may not be read', async () => {
    reader.endpoint.fault({ operation: 'DescribeCluster', kind: 'deny' });
    await expect(read()).rejects.toMatchObject({
      failure: { code: 'aws-denied', action: 'elasticmapreduce:DescribeCluster' },
    });
  });

  it('says that there is no such cluster', async () => {
    const { emr } = reader.endpoint.fixtures;
    const described = emr?.['DescribeCluster'];
    if (emr === undefined || described === undefined) throw new Error('no fixture');
    emr['DescribeCluster'] = () => {
      throw new AwsRefusal('InvalidRequestException', "Cluster id 'j-0' is not valid.");
    };
    await expect(read()).rejects.toMatchObject({
      failure: { code: 'cluster-missing', rule: 'j-1ABCDEFGHIJKL', region: 'ap-northeast-2' },
    });
    emr['DescribeCluster'] = described;
  });

  it('ends where no call can succeed', async () => {
    reader.endpoint.fault({ operation: 'DescribeSubnets', kind: 'expired' });
    await expect(read()).rejects.toMatchObject({ failure: { code: 'aws-credentials' } });
  });

  it('calls a broken answer a failed call, not a refused one', async () => {
    reader.endpoint.fault({ operation: 'DescribeVpcEndpoints', kind: 'server-error' });
    const { results } = examine(await read());
    expect(results.find(({ check }) => check === 'S3_POLICY_TOO_NARROW')).toMatchObject({
      status: 'not-checked',
      reason: 'call-failed',
      needs: ['ec2:DescribeVpcEndpoints'],
    });
  });
});
