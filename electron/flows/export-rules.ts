import type { EgressRule, FlowDestination } from '../../shared/model/flows';
import { mergedRules } from './merge-rules';
import { peerText } from './verdict';

/**
 * The rules an answer leads to: those of the needs and those the traffic proposes, as few of them as
 * let exactly that pass.
 */
export function proposedRules(destinations: readonly FlowDestination[]): readonly EgressRule[] {
  const rules = new Map<string, EgressRule>();
  for (const { rule, verdict } of destinations) {
    // What was refused is a person's to judge: it may have been meant so.
    if (rule === null || verdict === 'rejected') continue;
    rules.set(
      JSON.stringify([rule.group, rule.protocol, rule.fromPort, rule.toPort, rule.peer]),
      rule,
    );
  }
  return mergedRules([...rules.values()]);
}

/**
 * The rules as resources of Terraform's AWS provider; groups and lists are its variables.
 *
 * @param warnings said at the top, for whoever applies them.
 */
export function terraformRules(
  destinations: readonly FlowDestination[],
  warnings: readonly string[],
): string {
  const rules = proposedRules(destinations);
  const variables = new Set<string>();
  const variable = (name: string) => {
    variables.add(name);
    return `var.${name}`;
  };
  const blocks = rules.map((rule, index) => {
    const lines = [
      `  security_group_id = ${variable(groupVariable(rule))}`,
      `  ip_protocol       = "${rule.protocol}"`,
      ...portLines(rule),
      `  ${terraformPeer(rule, variable)}`,
      `  description       = "${note(rule)}"`,
    ];
    return `resource "aws_vpc_security_group_egress_rule" "flow_${index + 1}" {\n${lines.join('\n')}\n}\n`;
  });
  const declared = [...variables]
    .sort()
    .map((name) => `variable "${name}" {\n  type = string\n}\n`);
  const head = warnings.length === 0 ? [] : [comments(warnings)];
  return [...head, ...declared, ...blocks].join('\n');
}

/**
 * The rules as commands of the AWS command line. The ids that are not known are shell variables.
 *
 * @param warnings said at the top, for whoever runs them.
 */
export function cliRules(
  destinations: readonly FlowDestination[],
  warnings: readonly string[],
): string {
  const lines = proposedRules(destinations).map(
    (rule) =>
      `aws ec2 authorize-security-group-egress --group-id "$${groupVariable(rule).toUpperCase()}" ` +
      `--ip-permissions '${permission(rule)}'`,
  );
  return `#!/bin/sh\n${comments(warnings)}set -eu\n\n${lines.map((line) => unquoted(line)).join('\n')}\n`;
}

/** Comments of both, a line each. */
function comments(warnings: readonly string[]): string {
  return warnings.map((line) => `# ${line}\n`).join('');
}

function groupVariable({ group }: EgressRule): string {
  return group === null ? 'cluster_group_id' : `${group}_group_id`;
}

function portLines({ protocol, fromPort, toPort }: EgressRule): readonly string[] {
  if (protocol === '-1') return [];
  const [from, to] = fromPort === null || toPort === null ? [-1, -1] : [fromPort, toPort];
  return [`  from_port         = ${from}`, `  to_port           = ${to}`];
}

function terraformPeer(rule: EgressRule, variable: (name: string) => string): string {
  const { peer } = rule;
  switch (peer.kind) {
    case 'cidr':
      return `${peer.value.includes(':') ? 'cidr_ipv6' : 'cidr_ipv4'}         = "${peer.value}"`;
    case 'prefix-list':
      return `prefix_list_id    = ${peer.id === null ? variable(listVariable(peer.name)) : `"${peer.id}"`}`;
    case 'security-group':
      return `referenced_security_group_id = ${
        peer.id === null ? variable(`${peer.role}_group_id`) : `"${peer.id}"`
      }`;
  }
}

function listVariable(name: string): string {
  return `${(name.split('.').at(-1) ?? name).replaceAll(/[^a-z0-9]/gi, '_').toLowerCase()}_prefix_list_id`;
}

/** One IpPermission as JSON; what is a shell variable stands between marks until `unquoted`. */
function permission(rule: EgressRule): string {
  const { peer, protocol, fromPort, toPort } = rule;
  const ports = protocol === '-1' ? {} : { FromPort: fromPort ?? -1, ToPort: toPort ?? -1 };
  const Description = note(rule);
  const unknown = (name: string) => `@${name.toUpperCase()}@`;
  const target =
    peer.kind === 'cidr'
      ? peer.value.includes(':')
        ? { Ipv6Ranges: [{ CidrIpv6: peer.value, Description }] }
        : { IpRanges: [{ CidrIp: peer.value, Description }] }
      : peer.kind === 'prefix-list'
        ? {
            PrefixListIds: [
              { PrefixListId: peer.id ?? unknown(listVariable(peer.name)), Description },
            ],
          }
        : {
            UserIdGroupPairs: [
              { GroupId: peer.id ?? unknown(`${peer.role}_group_id`), Description },
            ],
          };
  return JSON.stringify([{ IpProtocol: protocol, ...ports, ...target }]);
}

/** `'…@NAME@…'` becomes `'…'"$NAME"'…'`, which the shell fills in. */
function unquoted(line: string): string {
  return line.replaceAll(/@([A-Z0-9_]+)@/g, `'"$$$1"'`);
}

/** Characters that EC2 takes in a description. */
function note({ need, peer }: EgressRule): string {
  return `${need ?? 'seen in flow logs'}: ${peerText(peer)}`
    .replaceAll(/[^\w .:/()#,@[\]+=&;!$*-]/g, ' ')
    .slice(0, 255);
}
