import type { EgressRule } from '../../shared/model/flows';
import { addressBlocks, addressRanges, contains } from '../aws/doctor/address-space';

/**
 * Fewer rules that let exactly the same pass: what another rule holds already falls away, ranges of
 * addresses that meet become one, and so do ports. Only rules of one need are put together, so that
 * each still says what it is for.
 */
export function mergedRules(rules: readonly EgressRule[]): readonly EgressRule[] {
  let merged = withoutCovered(rules);
  // Ports that have become one can make addresses meet, and the other way round.
  for (let before = Number.POSITIVE_INFINITY; merged.length < before; ) {
    before = merged.length;
    merged = withPortsMerged(withAddressesMerged(merged));
  }
  return merged;
}

function withoutCovered(rules: readonly EgressRule[]): readonly EgressRule[] {
  const wide = rules.filter(
    ({ protocol, fromPort, toPort, peer }) =>
      protocol === '-1' || fromPort !== toPort || peer.kind !== 'cidr' || !isHost(peer.value),
  );
  return rules.filter((rule) => !wide.some((other) => covers(other, rule)));
}

function isHost(cidr: string): boolean {
  return cidr.endsWith(cidr.includes(':') ? '/128' : '/32');
}

/** Whether a rule is worth nothing beside another; of two that say the same neither is. */
function covers(wide: EgressRule, rule: EgressRule): boolean {
  if (wide === rule || wide.group !== rule.group) return false;
  if (rule.need !== null && rule.need !== wide.need) return false;
  return (
    coversPorts(wide, rule) &&
    coversPeer(wide, rule) &&
    !(coversPorts(rule, wide) && coversPeer(rule, wide))
  );
}

function coversPorts(wide: EgressRule, rule: EgressRule): boolean {
  if (wide.protocol === '-1') return true;
  if (wide.protocol !== rule.protocol) return false;
  if (wide.fromPort === null || wide.toPort === null) return true;
  if (rule.fromPort === null || rule.toPort === null) return false;
  return wide.fromPort <= rule.fromPort && rule.toPort <= wide.toPort;
}

function coversPeer({ peer: wide }: EgressRule, { peer }: EgressRule): boolean {
  if (wide.kind === 'cidr' && peer.kind === 'cidr') return contains(wide.value, peer.value);
  return JSON.stringify(wide) === JSON.stringify(peer);
}

function withAddressesMerged(rules: readonly EgressRule[]): readonly EgressRule[] {
  const { alike, others } = grouped(rules, (rule) =>
    rule.peer.kind === 'cidr' ? keyOf(rule, [rule.fromPort, rule.toPort]) : null,
  );
  return [
    ...others,
    ...alike.flatMap(([rule, ...more]): EgressRule[] => {
      const cidrs = [rule, ...more].flatMap(({ peer }) =>
        peer.kind === 'cidr' ? [peer.value] : [],
      );
      const blocks = addressBlocks(addressRanges(cidrs));
      return blocks.map((value) => ({ ...rule, peer: { kind: 'cidr', value } }));
    }),
  ];
}

function withPortsMerged(rules: readonly EgressRule[]): readonly EgressRule[] {
  const { alike, others } = grouped(rules, (rule) =>
    rule.protocol === 'tcp' || rule.protocol === 'udp' ? keyOf(rule, [rule.peer]) : null,
  );
  return [...others, ...alike.flatMap(portRuns)];
}

function portRuns(rules: readonly EgressRule[]): readonly EgressRule[] {
  const runs: EgressRule[] = [];
  const from = ({ fromPort }: EgressRule) => fromPort ?? 0;
  const to = ({ toPort }: EgressRule) => toPort ?? 65_535;
  for (const rule of [...rules].sort((a, b) => from(a) - from(b))) {
    const last = runs.at(-1);
    if (last === undefined || from(rule) > to(last) + 1) runs.push(rule);
    else runs.splice(-1, 1, { ...last, toPort: Math.max(to(last), to(rule)) });
  }
  return runs;
}

function keyOf({ group, protocol, need }: EgressRule, more: readonly unknown[]): string {
  return JSON.stringify([group, protocol, need, ...more]);
}

type Alike = readonly [EgressRule, ...EgressRule[]];

/** Rules with the same key; `others` are those without one. */
function grouped(
  rules: readonly EgressRule[],
  keyed: (rule: EgressRule) => string | null,
): { readonly alike: readonly Alike[]; readonly others: readonly EgressRule[] } {
  const alike = new Map<string, [EgressRule, ...EgressRule[]]>();
  const others: EgressRule[] = [];
  for (const rule of rules) {
    const key = keyed(rule);
    const known = key === null ? undefined : alike.get(key);
    if (key === null) others.push(rule);
    else if (known === undefined) alike.set(key, [rule]);
    else known.push(rule);
  }
  return { alike: [...alike.values()], others };
}
