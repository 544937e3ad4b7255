import { unreachable } from '../../../shared/model/unreachable';
import type { Change, EndpointChange, PeeringChange, RuleToAdd } from './change';

type RuleShape = Pick<RuleToAdd, 'egress' | 'group' | 'protocol' | 'fromPort' | 'toPort' | 'peer'>;
type OtherChange = Exclude<Change, RuleToAdd>;

interface Steps {
  readonly make: string;
  readonly undo: string;
}

/** The AWS CLI commands that make the changes, and those that take them back. */
export function asCli(changes: readonly Change[], region: string): Steps {
  const added = changes.filter((change) => change.kind === 'add-rule');
  const others = changes.filter((change) => change.kind !== 'add-rule');
  const steps = others.map((change) => otherSteps(change, region));
  return {
    make: [...onRules('authorize', added, region), ...steps.map(({ make }) => make)].join('\n'),
    undo: [...steps.map(({ undo }) => undo).reverse(), ...onRules('revoke', added, region)].join(
      '\n',
    ),
  };
}

/** A word as a POSIX shell takes it literally. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function permission({ protocol, fromPort, toPort, peer }: RuleShape): string {
  const ports = protocol === '-1' ? '' : `,FromPort=${fromPort},ToPort=${toPort}`;
  return quoted(`IpProtocol=${protocol}${ports},${peerOf(peer)}`);
}

function peerOf(peer: RuleShape['peer']): string {
  switch (peer.kind) {
    case 'group':
      return `UserIdGroupPairs=[{GroupId=${peer.group}}]`;
    case 'prefix-list':
      return `PrefixListIds=[{PrefixListId=${peer.id}}]`;
    case 'cidr':
      return peer.cidr.includes(':')
        ? `Ipv6Ranges=[{CidrIpv6=${peer.cidr}}]`
        : `IpRanges=[{CidrIp=${peer.cidr}}]`;
  }
}

/** One command for each group and direction, so that all of its rules come or none. */
function onRules(verb: 'authorize' | 'revoke', rules: readonly RuleShape[], region: string) {
  const targets = new Map<string, RuleShape[]>();
  for (const rule of rules) {
    const target = `${rule.egress ? 'egress' : 'ingress'} --region ${region} --group-id ${rule.group}`;
    targets.set(target, [...(targets.get(target) ?? []), rule]);
  }
  return [...targets].map(([target, those]) => {
    const permissions = those.map((rule) => `    ${permission(rule)}`).join(' \\\n');
    return `aws ec2 ${verb}-security-group-${target} \\\n  --ip-permissions \\\n${permissions}`;
  });
}

/** Makes commands of the AWS CLI's `ec2` for one region. */
function ec2In(region: string): (words: string) => string {
  return (words) => `aws ec2 ${words} --region ${region}`;
}

function otherSteps(change: OtherChange, region: string): Steps {
  const ec2 = ec2In(region);
  switch (change.kind) {
    case 'remove-rule': {
      const { rule } = change;
      const direction = rule.egress ? 'egress' : 'ingress';
      return {
        make: ec2(
          `revoke-security-group-${direction} --group-id ${rule.group} --security-group-rule-ids ${rule.id}`,
        ),
        undo: onRules('authorize', [rule], region).join('\n'),
      };
    }
    case 'vpc-dns': {
      const option = change.attribute === 'enableDnsSupport' ? 'dns-support' : 'dns-hostnames';
      const set = (value: string) =>
        ec2(`modify-vpc-attribute --vpc-id ${change.vpc} --enable-${option} '{"Value":${value}}'`);
      return { make: set('true'), undo: set('false') };
    }
    case 'acl-entry': {
      const entry = `--network-acl-id ${change.acl} --rule-number ${change.number} --${change.egress ? 'egress' : 'ingress'}`;
      return {
        make: ec2(
          `create-network-acl-entry ${entry} --protocol 6 --port-range From=${change.fromPort},To=${change.toPort} --${change.cidr.includes(':') ? 'ipv6-' : ''}cidr-block ${change.cidr} --rule-action allow`,
        ),
        undo: ec2(`delete-network-acl-entry ${entry}`),
      };
    }
    case 'start-instance':
      return {
        make: ec2(`start-instances --instance-ids ${change.instance}`),
        undo: ec2(`stop-instances --instance-ids ${change.instance}`),
      };
    case 'gateway-endpoint':
    case 'interface-endpoint':
    case 'endpoint-policy':
    case 'private-dns':
    case 'endpoint-group':
      return endpointSteps(change, region);
    case 'peering':
    case 'peering-dns':
    case 'route':
      return peeringSteps(change, region);
    default:
      return unreachable(change);
  }
}

function endpointSteps(change: EndpointChange, region: string): Steps {
  const ec2 = ec2In(region);
  const endpoint = (id: string, words: string) =>
    ec2(`modify-vpc-endpoint --vpc-endpoint-id ${id} ${words}`);
  const created = ec2('delete-vpc-endpoints --vpc-endpoint-ids VPC_ENDPOINT_ID');
  switch (change.kind) {
    case 'gateway-endpoint':
      return {
        make: ec2(
          `create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id ${change.vpc} --service-name ${change.service} --route-table-ids ${change.routeTable}`,
        ),
        undo: created,
      };
    case 'interface-endpoint':
      return {
        make: ec2(
          `create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id ${change.vpc} --service-name ${change.service} --subnet-ids ${change.subnet} --security-group-ids ${change.group} --private-dns-enabled`,
        ),
        undo: created,
      };
    case 'endpoint-policy':
      return {
        make: endpoint(change.endpoint, `--policy-document ${quoted(change.policy)}`),
        undo: endpoint(
          change.endpoint,
          change.before === null ? '--reset-policy' : `--policy-document ${quoted(change.before)}`,
        ),
      };
    case 'private-dns': {
      const flag = (on: boolean) => (on ? '--private-dns-enabled' : '--no-private-dns-enabled');
      return {
        make: endpoint(change.endpoint, flag(change.on)),
        undo: endpoint(change.endpoint, flag(!change.on)),
      };
    }
    case 'endpoint-group':
      return {
        make: endpoint(change.endpoint, `--add-security-group-ids ${change.group}`),
        undo: endpoint(change.endpoint, `--remove-security-group-ids ${change.group}`),
      };
    default:
      return unreachable(change);
  }
}

function peeringSteps(change: PeeringChange, region: string): Steps {
  const ec2 = ec2In(region);
  switch (change.kind) {
    case 'peering':
      return {
        make: ec2(
          `create-vpc-peering-connection --vpc-id ${change.from} --peer-vpc-id ${change.to}`,
        ),
        undo: ec2('delete-vpc-peering-connection --vpc-peering-connection-id PEERING_ID'),
      };
    case 'peering-dns': {
      const set = (on: boolean) =>
        ec2(
          `modify-vpc-peering-connection-options --vpc-peering-connection-id ${change.peering} ${['requester', 'accepter'].map((side) => `--${side}-peering-connection-options AllowDnsResolutionFromRemoteVpc=${on}`).join(' ')}`,
        );
      return { make: set(true), undo: set(false) };
    }
    case 'route': {
      const route = `--route-table-id ${change.routeTable} --destination-cidr-block ${change.cidr}`;
      return {
        make: ec2(`create-route ${route} --vpc-peering-connection-id ${change.peering}`),
        undo: ec2(`delete-route ${route}`),
      };
    }
    default:
      return unreachable(change);
  }
}
