import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type Filter, type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { Bastion, Member, Part } from '../network';
import { allOf, gone, type Reader } from './reader';

const action = 'ec2:DescribeInstances';

/**
 * The bastion behind an instance id, a group id, an address or a host name. A group stands for the
 * instances that carry it; an address that is none of EC2's in this region stays an address.
 *
 * @throws FailureError when an instance of that id does not exist.
 */
export async function readBastion(
  reader: Reader,
  region: string,
  id: string,
): Promise<Part<Bastion>> {
  if (id.startsWith('i-')) {
    return reader.part(action, async () => {
      const [found] = await instances(reader, { InstanceIds: [id] });
      if (found === undefined) throw gone(action, region, id);
      return bastionOf(id, [found]);
    });
  }
  if (id.startsWith('sg-')) {
    return reader.part(action, async () => {
      const found = await instances(reader, filtered('instance.group-id', id));
      return found.length > 0 ? bastionOf(id, found) : groupAlone(id);
    });
  }
  return isIP(id) > 0 ? readByAddress(reader, id, id) : readByName(reader, id);
}

/**
 * A name that only EC2 gives, and that a computer outside the VPC cannot look up, is asked of EC2
 * first: a bastion behind jump hosts or Session Manager is often named so.
 */
async function readByName(reader: Reader, host: string): Promise<Part<Bastion>> {
  const asEc2Writes = host.toLowerCase().replace(/\.$/, '');
  const named = await reader.part(action, () =>
    instances(reader, filtered('private-dns-name', asEc2Writes)),
  );
  if ('unread' in named) return named;
  if (named.value.length > 0) return { value: bastionOf(host, named.value.slice(0, 1)) };
  const address = await addressOf(host);
  return address === null
    ? { unread: { reason: 'name-unresolved', needs: [] } }
    : readByAddress(reader, host, address);
}

function readByAddress(reader: Reader, id: string, address: string): Promise<Part<Bastion>> {
  return reader.part(action, async () => {
    const byPublic = await instances(reader, filtered('ip-address', address));
    const found =
      byPublic.length > 0
        ? byPublic
        : await instances(reader, filtered('private-ip-address', address));
    return found.length > 0 ? bastionOf(id, found.slice(0, 1)) : outside(id, address);
  });
}

/** Null when this computer does not know the name, which says nothing of the cluster. */
async function addressOf(host: string): Promise<string | null> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    return null;
  }
}

function filtered(name: string, value: string): { readonly Filters: Filter[] } {
  return { Filters: [{ Name: name, Values: [value] }] };
}

async function instances(
  reader: Reader,
  which: { readonly InstanceIds: string[] } | { readonly Filters: Filter[] },
): Promise<readonly Instance[]> {
  const { ec2: client } = reader.clients;
  const reservations = await allOf(
    paginateDescribeInstances({ client }, which),
    ({ Reservations }) => Reservations,
  );
  const found = reservations.flatMap(({ Instances }) => Instances ?? []);
  const alive = found.filter(({ State }) => State?.Name !== 'terminated');
  return alive.length > 0 ? alive : found;
}

function bastionOf(id: string, found: readonly Instance[]): Bastion {
  const [first] = found;
  const name = first?.Tags?.find(({ Key }) => Key === 'Name')?.Value;
  return {
    id: id.startsWith('sg-') ? id : (first?.InstanceId ?? id),
    name: name ?? id,
    members: found.map(memberOf),
    exact: true,
    publicAddress: first?.PublicIpAddress ?? null,
    state: first?.State?.Name ?? null,
    subnet: first?.SubnetId ?? null,
    vpc: first?.VpcId ?? null,
  };
}

function memberOf({ SecurityGroups, PrivateIpAddress, VpcId }: Instance): Member {
  return {
    groups: (SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    addresses: PrivateIpAddress === undefined ? [] : [PrivateIpAddress],
    vpc: VpcId ?? null,
  };
}

/** A group that nothing carries yet; its addresses are filled in once its VPC is known. */
function groupAlone(id: string): Bastion {
  return {
    id,
    name: id,
    members: [{ groups: [id], addresses: [], vpc: null }],
    exact: false,
    publicAddress: null,
    state: null,
    subnet: null,
    vpc: null,
  };
}

function outside(id: string, address: string): Bastion {
  return {
    id,
    name: id,
    members: [{ groups: [], addresses: [address], vpc: null }],
    exact: true,
    publicAddress: address,
    state: null,
    subnet: null,
    vpc: null,
  };
}
