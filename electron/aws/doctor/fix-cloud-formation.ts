import { unreachable } from '../../../shared/model/unreachable';
import type { Change, EndpointChange, PeeringChange, RuleToAdd } from './change';
import type { Fields } from './fix-fields';
import type { Rule } from './network';

/**
 * The changes as resources of a CloudFormation template, in YAML. A stack changes only what is its
 * own: what is in another one is a comment, to be done there.
 */
export function asCloudFormation(changes: readonly Change[]): string {
  const parts = changes.map((change, at) => cloudFormationOf(change, `Culvert${at + 1}`));
  const isOwn = (part: string) => !part.startsWith('  #');
  return [...(parts.some(isOwn) ? ['Resources:'] : []), ...parts].join('\n');
}

function yaml(name: string, type: string, fields: Fields, comment = ''): string {
  const lines = fields
    .filter(([, value]) => value !== null)
    .map(([field, value]) => `      ${field}: ${JSON.stringify(value)}`);
  const text = [`  ${name}:`, `    Type: ${type}`, '    Properties:', ...lines].join('\n');
  return comment === '' ? text : `  # ${comment}\n${text.replaceAll(/^ {2}/gm, '  # ')}`;
}

function cloudFormationOf(change: Change, name: string): string {
  switch (change.kind) {
    case 'add-rule':
      return cloudFormationRule(change, name);
    case 'remove-rule':
      return cloudFormationRule(change.rule, name, `- ${change.rule.id}`);
    case 'vpc-dns':
      return yaml(
        name,
        'AWS::EC2::VPC',
        [[change.attribute.replace('enableDns', 'EnableDns'), true]],
        `~ ${change.vpc}`,
      );
    case 'acl-entry':
      return yaml(name, 'AWS::EC2::NetworkAclEntry', [
        ['NetworkAclId', change.acl],
        ['RuleNumber', change.number],
        ['Egress', change.egress],
        ['Protocol', 6],
        ['RuleAction', 'allow'],
        [change.cidr.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock', change.cidr],
        ['PortRange', { From: change.fromPort, To: change.toPort }],
      ]);
    case 'start-instance':
      return yaml(name, 'AWS::EC2::Instance', [], `~ ${change.instance}`);
    case 'gateway-endpoint':
    case 'interface-endpoint':
    case 'endpoint-policy':
    case 'private-dns':
    case 'endpoint-group':
      return cloudFormationEndpoint(change, name);
    case 'peering':
    case 'peering-dns':
    case 'route':
      return cloudFormationPeering(change, name);
    default:
      return unreachable(change);
  }
}

function cloudFormationEndpoint(change: EndpointChange, name: string): string {
  switch (change.kind) {
    case 'gateway-endpoint':
      return yaml(name, 'AWS::EC2::VPCEndpoint', [
        ['VpcId', change.vpc],
        ['ServiceName', change.service],
        ['VpcEndpointType', 'Gateway'],
        ['RouteTableIds', [change.routeTable]],
      ]);
    case 'interface-endpoint':
      return yaml(name, 'AWS::EC2::VPCEndpoint', [
        ['VpcId', change.vpc],
        ['ServiceName', change.service],
        ['VpcEndpointType', 'Interface'],
        ['SubnetIds', [change.subnet]],
        ['SecurityGroupIds', [change.group]],
        ['PrivateDnsEnabled', true],
      ]);
    case 'endpoint-policy':
      return yaml(
        name,
        'AWS::EC2::VPCEndpoint',
        [['PolicyDocument', change.policy]],
        `~ ${change.endpoint}`,
      );
    case 'private-dns':
      return yaml(
        name,
        'AWS::EC2::VPCEndpoint',
        [['PrivateDnsEnabled', change.on]],
        `~ ${change.endpoint}`,
      );
    case 'endpoint-group':
      return yaml(
        name,
        'AWS::EC2::VPCEndpoint',
        [['SecurityGroupIds', [change.group]]],
        `~ ${change.endpoint}`,
      );
    default:
      return unreachable(change);
  }
}

function cloudFormationPeering(change: PeeringChange, name: string): string {
  switch (change.kind) {
    case 'peering':
      return yaml(name, 'AWS::EC2::VPCPeeringConnection', [
        ['VpcId', change.from],
        ['PeerVpcId', change.to],
      ]);
    case 'peering-dns':
      return yaml(name, 'AWS::EC2::VPCPeeringConnection', [], `~ ${change.peering}`);
    case 'route':
      return yaml(name, 'AWS::EC2::Route', [
        ['RouteTableId', change.routeTable],
        ['DestinationCidrBlock', change.cidr],
        ['VpcPeeringConnectionId', change.peering],
      ]);
    default:
      return unreachable(change);
  }
}

function cloudFormationRule(rule: RuleToAdd | Rule, name: string, comment = ''): string {
  const { peer, egress, protocol } = rule;
  const all = protocol === '-1';
  const side = egress ? 'Destination' : 'Source';
  return yaml(
    name,
    `AWS::EC2::SecurityGroup${egress ? 'Egress' : 'Ingress'}`,
    [
      ['GroupId', rule.group],
      ['IpProtocol', protocol],
      ['FromPort', all ? null : rule.fromPort],
      ['ToPort', all ? null : rule.toPort],
      [`${side}SecurityGroupId`, peer.kind === 'group' ? peer.group : null],
      [`${side}PrefixListId`, peer.kind === 'prefix-list' ? peer.id : null],
      ['CidrIp', peer.kind === 'cidr' && !peer.cidr.includes(':') ? peer.cidr : null],
      ['CidrIpv6', peer.kind === 'cidr' && peer.cidr.includes(':') ? peer.cidr : null],
    ],
    comment,
  );
}
