import { unreachable } from '../../../shared/model/unreachable';
import type { Change, EndpointChange, PeeringChange, RuleToAdd } from './change';
import type { Fields } from './fix-fields';
import type { Rule } from './network';

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
    case 'start-instance':
      return resource('aws_ec2_instance_state', name, [
        ['instance_id', change.instance],
        ['state', 'running'],
      ]);
    case 'gateway-endpoint':
    case 'interface-endpoint':
    case 'endpoint-policy':
    case 'private-dns':
    case 'endpoint-group':
      return terraformEndpoint(change, name);
    case 'peering':
    case 'peering-dns':
    case 'route':
      return terraformPeering(change, name);
    default:
      return unreachable(change);
  }
}

function terraformEndpoint(change: EndpointChange, name: string): string {
  switch (change.kind) {
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
    default:
      return unreachable(change);
  }
}

function terraformPeering(change: PeeringChange, name: string): string {
  switch (change.kind) {
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
