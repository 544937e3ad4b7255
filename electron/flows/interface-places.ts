import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { ClusterNode } from '../../shared/model/cluster';
import type { Network, NetworkParts, PartName } from '../aws/doctor/network';
import type { KnownPlace } from './flow-context';

/** What was read of a network; null where it could not be. */
export function partOf<Name extends PartName>(
  network: Network,
  name: Name,
): NetworkParts[Name] | null {
  const part = network.parts[name];
  return 'value' in part ? (part.value as NetworkParts[Name]) : null;
}

/** What answers at the addresses of an interface. @param group the node group it belongs to. */
export function placesOf(
  each: NetworkInterface,
  network: Network,
  group: string | null,
): readonly KnownPlace[] {
  const securityGroups = groupIds(each);
  const { serviceAccess } = network.cluster.groups;
  const isService = serviceAccess !== null && securityGroups.includes(serviceAccess);
  const role =
    group === 'primary' ? 'master' : group !== null ? 'slave' : isService ? 'serviceAccess' : null;
  const service = group ?? serviceOf(each, network, isService);
  return addressesOf(each).map((address) => ({ address, service, role, securityGroups }));
}

/** A node is known by its address even where its interface could not be seen. */
export function nodePlace({
  privateIp,
  group,
}: Pick<ClusterNode, 'privateIp' | 'group'>): KnownPlace {
  const role = group === 'primary' ? 'master' : 'slave';
  return { address: privateIp, service: group, role, securityGroups: [] };
}

/** What an interface is for, from its type and the words AWS describes it with. */
function serviceOf(each: NetworkInterface, network: Network, isService: boolean): string {
  const description = each.Description ?? '';
  const endpointId = /vpce-[0-9a-f]+/.exec(description)?.[0];
  const endpoint = partOf(network, 'endpoints')?.find(({ id }) => id === endpointId);
  if (endpoint !== undefined) return endpoint.service;
  if (isService) return 'EMR service access';
  if (each.InterfaceType !== undefined && each.InterfaceType !== 'interface') {
    return each.InterfaceType;
  }
  if (/^RDSNetworkInterface/.test(description)) return 'RDS';
  if (/^ELB /.test(description)) return 'ELB';
  return description === '' ? instanceOf(each) : description.slice(0, 64);
}

/** An instance has no words of AWS's; what people call its security group tells most of it. */
function instanceOf({ Groups = [] }: NetworkInterface): string {
  const names = Groups.flatMap(({ GroupName }) => (GroupName ? [GroupName] : []));
  return names.length === 0 ? 'EC2' : `EC2 (${names.join(', ')})`.slice(0, 64);
}

/** All of its private addresses, IPv6 included. */
export function addressesOf(each: NetworkInterface): readonly string[] {
  const ipv4 = (each.PrivateIpAddresses ?? []).map(({ PrivateIpAddress }) => PrivateIpAddress);
  const ipv6 = (each.Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address);
  const all = [each.PrivateIpAddress, ...ipv4, ...ipv6];
  return [...new Set(all.filter((address) => address !== undefined))];
}

/** The security groups it carries. */
export function groupIds(each: NetworkInterface): readonly string[] {
  return (each.Groups ?? []).flatMap(({ GroupId }) => (GroupId === undefined ? [] : [GroupId]));
}
