import type { Change } from '../change';
import type { Check } from '../check';
import type { Network, Rule } from '../network';
import { intraCluster, service443, service8443, service9443 } from './cluster';
import { primaryOpen, workersOpen } from './pages';
import { primarySsh } from './primary-ssh';
import { public8443 } from './public-subnet';
import { studio18888 } from './studio';

/** The checks of what must come in at the cluster's groups. */
const inbound: readonly Check[] = [
  primaryOpen,
  workersOpen,
  primarySsh,
  intraCluster,
  service8443,
  service9443,
  service443,
  public8443,
  studio18888,
];

/**
 * The inbound rules among some that may go, after the rules have come that then are the only way in.
 * One stays where what needs it is not known, or where no rule can be written in its place.
 */
export function closing(rules: readonly Rule[], network: Network): readonly Change[] {
  let gone: readonly Rule[] = [];
  let first: readonly Change[] = [];
  for (const rule of rules) {
    const instead = insteadOf([...gone, rule], network);
    if (instead === null) continue;
    gone = [...gone, rule];
    first = instead;
  }
  return [...first, ...gone.map((rule) => ({ kind: 'remove-rule', rule }) as const)];
}

function insteadOf(gone: readonly Rule[], network: Network): readonly Change[] | null {
  const { rules } = network.parts;
  if ('unread' in rules) return null;
  const left = { value: rules.value.filter((rule) => !gone.includes(rule)) };
  const later = { ...network, parts: { ...network.parts, rules: left } };
  const all: Change[] = [];
  for (const check of inbound) {
    const lost = lostBy(check, network, later);
    if (lost === null) return null;
    all.push(...lost);
  }
  return all;
}

/** What a check asks for that it did not ask for before; null where nobody can say. */
function lostBy(check: Check, before: Network, after: Network): readonly Change[] | null {
  const [was, is] = [check.outcome(before), check.outcome(after)];
  if (is === null) return null;
  if (is.status === 'pass' || ('reason' in is && is.reason === 'no-nodes')) return [];
  if (is.status !== 'fail' || is.unsure === true) return null;
  const asked = new Set(
    was?.status === 'fail' ? was.changes.map((each) => JSON.stringify(each)) : [],
  );
  const more = is.changes.filter((each) => !asked.has(JSON.stringify(each)));
  return more.length === 0 && was?.status !== 'fail' ? null : more;
}
