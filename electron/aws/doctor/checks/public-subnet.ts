import { addressRange } from '../address-space';
import { check, notApplicable, pass, unknown } from '../check';
import { portsIn, rulesOf, tcp } from '../coverage';
import { labelled, noRule, ruleEvidence, rulesParts } from '../members';
import type { RulePeer } from '../network';
import { serviceEra } from '../releases';

const port = 8443;

/**
 * Without a service-access group the EMR service calls the primary node from addresses of Amazon's
 * own, which EMR itself writes into the managed group and keeps up to date (EMR Management Guide,
 * managed groups in public subnets). They are published nowhere, so a rule for them can be missed
 * here and cannot be written.
 */
export const public8443 = check('PUBLIC_8443_MISSING', rulesParts, ({ rules }, network) => {
  const { groups, release } = network.cluster;
  if (groups.serviceAccess !== null) return notApplicable;
  const era = serviceEra(release);
  if (era === null) return unknown('unknown-release');
  if (era === 'from-8') return notApplicable;
  if (groups.primary.length === 0) return unknown('no-nodes');
  const open = rulesOf(rules, groups.primary, 'ingress').filter(
    (rule) => portsIn(rule, tcp(port)) !== null && isOutside(rule.peer),
  );
  if (open.length > 0) return pass(open.map((rule) => ruleEvidence(rule, network)));
  const [managed = ''] = groups.primary;
  return {
    status: 'fail',
    facts: { ports: [`${port}`], at: [labelled(managed, network)] },
    evidence: [...noRule([managed], 'ingress', tcp(port), 'Amazon', network)],
    changes: [],
  };
});

const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(
  addressRange,
);

/** Whether a rule is for addresses of the internet, or a list that may hold some. */
function isOutside(peer: RulePeer): boolean {
  if (peer.kind !== 'cidr') return peer.kind === 'prefix-list';
  const range = addressRange(peer.cidr);
  return (
    range !== null &&
    !privateBlocks.some(
      (block) =>
        block !== null &&
        block.family === range.family &&
        block.first <= range.first &&
        range.last <= block.last,
    )
  );
}
