import type { Network } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part, wanted } from './part';

/** EC2 about the bastion. */
export function instanceFixtures(network: Network): AwsFixtures[string] {
  return {
    DescribeInstances: (params: AwsParams) => ({
      Reservations: fits(params, network) ? [{ Instances: [instanceShape(network)] }] : [],
    }),
  };
}

function fits(params: AwsParams, network: Network): boolean {
  const { id, members, publicAddress } = part(network, 'bastion');
  const [member] = members;
  return (
    params.InstanceIds?.includes(id) === true ||
    wanted(params, 'ip-address')?.includes(publicAddress ?? '') === true ||
    wanted(params, 'private-dns-name')?.includes(nameOf(member?.addresses[0] ?? '')) === true ||
    wanted(params, 'private-ip-address')?.includes(member?.addresses[0] ?? '') === true ||
    wanted(params, 'instance.group-id')?.includes(member?.groups[0] ?? '') === true
  );
}

/** The name EC2 gives an address. */
function nameOf(address: string): string {
  return `ip-${address.replaceAll('.', '-')}.ap-northeast-2.compute.internal`;
}

function instanceShape(network: Network) {
  const { id, name, members, publicAddress, state, subnet, vpc } = part(network, 'bastion');
  const [member] = members;
  return {
    InstanceId: id,
    State: { Code: 16, Name: state },
    PrivateIpAddress: member?.addresses[0],
    ...(publicAddress === null ? {} : { PublicIpAddress: publicAddress }),
    SubnetId: subnet,
    VpcId: vpc,
    SecurityGroups: (member?.groups ?? []).map((GroupId) => ({ GroupId, GroupName: GroupId })),
    Tags: [{ Key: 'Name', Value: name }],
  };
}
