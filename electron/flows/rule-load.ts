import type { EgressRule } from '../../shared/model/flows';
import type { RuleLoad } from '../../shared/model/rule-quota';
import type { KnownPrefixList } from './flow-context';

/**
 * How much of its quota each security group would take. AWS counts rules of IPv4 and IPv6 apart; one
 * that names a group or a list counts in both, a list by its size (VPC user guide, VPC quotas).
 */
export function ruleLoads(
  rules: readonly EgressRule[],
  lists: readonly KnownPrefixList[],
): readonly RuleLoad[] {
  const loads = new Map<RuleLoad['group'], RuleLoad>();
  for (const { group, peer } of rules) {
    const { ipv4, ipv6 } = loads.get(group) ?? { ipv4: 0, ipv6: 0 };
    const isIpv6 = peer.kind === 'cidr' && peer.value.includes(':');
    const weight =
      peer.kind === 'prefix-list' ? (lists.find(({ id }) => id === peer.id)?.weight ?? 1) : 1;
    loads.set(group, {
      group,
      ipv4: ipv4 + (isIpv6 ? 0 : weight),
      ipv6: ipv6 + (peer.kind === 'cidr' && !isIpv6 ? 0 : weight),
    });
  }
  return [...loads.values()];
}
