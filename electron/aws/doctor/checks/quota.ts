import { ruleLimit } from '../../../../shared/model/rule-quota';
import type { RuleToAdd } from '../change';
import { check, notApplicable, pass, valueOr } from '../check';
import { egressChanges } from '../egress-plan';
import { labelled, rulesParts } from '../members';
import type { Network, Rule } from '../network';
import { pathParts } from '../services';
import { primaryOpen, workersOpen } from './pages';

interface Load {
  readonly group: string;
  readonly now: number;
  /** With what is proposed: rules come before others go. */
  readonly later: number;
}

/**
 * Whether the rules this doctor proposes fit into the groups that would hold them. A group that holds
 * more than the limit already has had its quota raised, to what EC2 does not say.
 */
export const ruleQuota = check(
  'RULE_QUOTA',
  [...rulesParts, 'subnet', ...pathParts],
  ({ rules }, network) => {
    const { groups } = network.cluster;
    if (groups.primary.length === 0) return notApplicable;
    const added = proposed(network);
    const over = [...new Set(added.map(placeOf))]
      .map((place): Load => {
        const has = rules.filter((rule) => placeOf(rule) === place);
        const come = added.filter((rule) => placeOf(rule) === place);
        return {
          group: come[0]?.group ?? '',
          now: loadOf(has, network),
          later: loadOf([...has, ...come], network),
        };
      })
      .filter(({ now, later }) => now <= ruleLimit && later > ruleLimit);
    if (over.length === 0) return pass();
    return {
      status: 'fail',
      facts: {
        at: [...new Set(over.map(({ group }) => labelled(group, network)))],
        what: over.map(({ later }) => `${later}`),
        from: `${ruleLimit}`,
      },
      evidence: over.map(({ group, later }) => ({
        resource: group,
        name: '',
        rule: null,
        text: `${later} > ${ruleLimit}`,
      })),
      changes: [],
    };
  },
);

/** The rules for the pages and of the minimal egress that are not there yet. */
function proposed(network: Network): readonly RuleToAdd[] {
  const pages = [primaryOpen, workersOpen].flatMap((each) => {
    const found = each.outcome(network);
    return found?.status === 'fail' ? found.changes : [];
  });
  return [...pages.filter((change) => change.kind === 'add-rule'), ...egressChanges(network)];
}

/** What the limit is for: one direction of one group. */
function placeOf({ group, egress }: Pick<Rule, 'group' | 'egress'>): string {
  return `${group} ${egress}`;
}

type Counted = Pick<Rule, 'peer'>;

/** IPv4 and IPv6 are counted apart; a group or a prefix list counts in both (VPC quotas). */
function loadOf(rules: readonly Counted[], network: Network): number {
  const isSix = ({ peer }: Counted) => peer.kind === 'cidr' && peer.cidr.includes(':');
  const isFour = ({ peer }: Counted) => peer.kind === 'cidr' && !peer.cidr.includes(':');
  return Math.max(
    weightOf(
      rules.filter((rule) => !isSix(rule)),
      network,
    ),
    weightOf(
      rules.filter((rule) => !isFour(rule)),
      network,
    ),
  );
}

function weightOf(rules: readonly Counted[], network: Network): number {
  const lists = valueOr(network, 'prefixLists', []);
  return rules.reduce(
    (sum, { peer }) =>
      sum +
      (peer.kind === 'prefix-list' ? (lists.find(({ id }) => id === peer.id)?.weight ?? 1) : 1),
    0,
  );
}
