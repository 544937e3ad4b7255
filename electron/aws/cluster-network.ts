import {
  DescribeDhcpOptionsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import type { AwsClients } from './session';

export interface ClusterNetwork {
  readonly vpc: string | null;
  /** Every IPv4 range of the VPC, its first one leading. */
  readonly vpcCidrs: string[] | null;
  /** Which DHCP options the VPC uses; null where it has none, and where that is not known. */
  readonly dhcpOptions: string | null;
}

export const unknownNetwork: ClusterNetwork = { vpc: null, vpcCidrs: null, dhcpOptions: null };

/** The VPC a subnet lies in, and its address ranges. @throws FailureError `aws-*`. */
export async function readNetwork(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  subnet: string,
): Promise<ClusterNetwork> {
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnet] }));
  const vpc = Subnets?.[0]?.VpcId ?? null;
  if (vpc === null) return unknownNetwork;
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpc] }));
  const first = Vpcs?.[0]?.CidrBlock;
  const all = (Vpcs?.[0]?.CidrBlockAssociationSet ?? []).flatMap((association) =>
    association.CidrBlock !== undefined && association.CidrBlockState?.State === 'associated'
      ? [association.CidrBlock]
      : [],
  );
  const options = Vpcs?.[0]?.DhcpOptionsId;
  return {
    vpc,
    vpcCidrs: [...new Set(first === undefined ? all : [first, ...all])],
    // EC2's word for a VPC that was given none.
    dhcpOptions: options === undefined || options === 'default' ? null : options,
  };
}

/** The domains that DHCP options give to names; several stand in one value, as Linux takes them. */
export async function readDomains(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  options: string,
): Promise<string[]> {
  const command = new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [options] });
  const { DhcpOptions } = await ec2.send(command);
  const named = DhcpOptions?.[0]?.DhcpConfigurations?.find(({ Key }) => Key === 'domain-name');
  const values = (named?.Values ?? []).flatMap(({ Value }) => Value?.split(/\s+/) ?? []);
  return [...new Set(values.filter((value) => value !== ''))];
}
