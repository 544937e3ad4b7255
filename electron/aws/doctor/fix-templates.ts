import { unreachable } from '../../../shared/model/unreachable';
import type { Change, RuleToAdd } from './change';
import type { Rule } from './network';

type Value = string | number | boolean | readonly string[] | Readonly<Record<string, number>>;
type Fields = readonly (readonly [name: string, value: Value | null])[];

/** The changes as Terraform, for the AWS provider from version 5 on. */
export function asTerraform(changes: readonly Change[]): string {
  return changes.map((change, at) => terraformOf(change, `culvert_${at + 1}`)).join('\n\n');
}

function resource(type: string, name: string, fields: Fields): string {
  const shown = fields.filter(([, value]) => value !== null);
  const width = Math.max(...shown.map(([field]) => field.length));
  const lines = shown.map(
    ([field, value]) => `  ${field.padEnd(width)} = ${JSON.stringify(value)}`,
  );
  return `resource "${type}" "${name}" {\n${lines.join('\n')}\n}`;
}

function adopted(type: string, name: string, id: string): string {
  return `import {\n  to = ${type}.${name}\n  id = "${id}"\n}`;
}

/** What is there already and is described nowhere here: Terraform writes it down before it is changed. */
function changed(type: string, name: string, id: string, change: string): string {
  const file = `${name}.tf`;
  return `${adopted(type, name, id)}\n\n# terraform plan -generate-config-out=${file}\n# ${file}: ${change}`;
}

function terraformOf(change: Change, name: string): string {
  switch (change.kind) {
    case 'add-rule':
      return terraformRule(change, name);
    case 'remove-rule': {
      const type = `aws_vpc_security_group_${change.rule.egress ? 'egress' : 'ingress'}_rule`;
      return `${adopted(type, name, change.rule.id)}\n\n${terraformRule(change.rule, name)}\n\n# terraform apply, then: terraform destroy -target=${type}.${name}`;
    }
    case 'gateway-endpoint':
      return resource('aws_vpc_endpoint', name, [
        ['vpc_id', change.vpc],
        ['service_name', change.service],
        ['vpc_endpoint_type', 'Gateway'],
        ['route_table_ids', [change.routeTable]],
      ]);
    case 'interface-endpoint':
      return resource('aws_vpc_endpoint', name, [
        ['vpc_id', change.vpc],
        ['service_name', change.service],
        ['vpc_endpoint_type', 'Interface'],
        ['subnet_ids', [change.subnet]],
        ['security_group_ids', [change.group]],
        ['private_dns_enabled', true],
      ]);
    case 'endpoint-policy':
      return resource('aws_vpc_endpoint_policy', name, [
        ['vpc_endpoint_id', change.endpoint],
        ['policy', change.policy],
      ]);
    case 'private-dns':
      return changed(
        'aws_vpc_endpoint',
        name,
        change.endpoint,
        `private_dns_enabled = ${change.on}`,
      );
    case 'endpoint-group':
      return resource('aws_vpc_endpoint_security_group_association', name, [
        ['vpc_endpoint_id', change.endpoint],
        ['security_group_id', change.group],
      ]);
    case 'vpc-dns': {
      const field =
        change.attribute === 'enableDnsSupport' ? 'enable_dns_support' : 'enable_dns_hostnames';
      return changed('aws_vpc', name, change.vpc, `${field} = true`);
    }
    case 'acl-entry':
      return resource('aws_network_acl_rule', name, [
        ['network_acl_id', change.acl],
        ['rule_number', change.number],
        ['egress', change.egress],
        ['protocol', 'tcp'],
        ['rule_action', 'allow'],
        [change.cidr.includes(':') ? 'ipv6_cidr_block' : 'cidr_block', change.cidr],
        ['from_port', change.fromPort],
        ['to_port', change.toPort],
      ]);
    case 'peering':
      return resource('aws_vpc_peering_connection', name, [
        ['vpc_id', change.from],
        ['peer_vpc_id', change.to],
        ['auto_accept', true],
      ]);
    case 'peering-dns':
      return `resource "aws_vpc_peering_connection_options" "${name}" {\n  vpc_peering_connection_id = "${change.peering}"\n  accepter {\n    allow_remote_vpc_dns_resolution = true\n  }\n  requester {\n    allow_remote_vpc_dns_resolution = true\n  }\n}`;
    case 'route':
      return resource('aws_route', name, [
        ['route_table_id', change.routeTable],
        ['destination_cidr_block', change.cidr],
        ['vpc_peering_connection_id', change.peering],
      ]);
    case 'start-instance':
      return resource('aws_ec2_instance_state', name, [
        ['instance_id', change.instance],
        ['state', 'running'],
      ]);
    default:
      return unreachable(change);
  }
}

function terraformRule(rule: RuleToAdd | Rule, name: string): string {
  const { peer, protocol } = rule;
  const all = protocol === '-1';
  return resource(`aws_vpc_security_group_${rule.egress ? 'egress' : 'ingress'}_rule`, name, [
    ['security_group_id', rule.group],
    ['ip_protocol', protocol],
    ['from_port', all ? null : rule.fromPort],
    ['to_port', all ? null : rule.toPort],
    ['referenced_security_group_id', peer.kind === 'group' ? peer.group : null],
    ['prefix_list_id', peer.kind === 'prefix-list' ? peer.id : null],
    ['cidr_ipv4', peer.kind === 'cidr' && !peer.cidr.includes(':') ? peer.cidr : null],
    ['cidr_ipv6', peer.kind === 'cidr' && peer.cidr.includes(':') ? peer.cidr : null],
  ]);
}

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
    case 'start-instance':
      return yaml(name, 'AWS::EC2::Instance', [], `~ ${change.instance}`);
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
