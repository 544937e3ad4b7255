import { DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { AwsClients } from './session';

export interface ClusterNetwork {
  readonly vpc: string | null;
  /** Every IPv4 range of the VPC, its first one leading. */
  readonly vpcCidrs: string[] | null;
}

/** The VPC a subnet lies in, and its address ranges. @throws FailureError `aws-*`. */
export async function readNetwork(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  subnet: string,
): Promise<ClusterNetwork> {
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnet] }));
  const vpc = Subnets?.[0]?.VpcId ?? null;
  if (vpc === null) return { vpc: null, vpcCidrs: null };
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpc] }));
  const first = Vpcs?.[0]?.CidrBlock;
  const all = (Vpcs?.[0]?.CidrBlockAssociationSet ?? []).flatMap((association) =>
    association.CidrBlock !== undefined && association.CidrBlockState?.State === 'associated'
      ? [association.CidrBlock]
      : [],
  );
  return { vpc, vpcCidrs: [...new Set(first === undefined ? all : [first, ...all])] };
}
