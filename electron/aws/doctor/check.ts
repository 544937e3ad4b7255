import {
  type CheckFacts,
  type CheckId,
  type CheckReason,
  type CheckResult,
  checkFactsSchema,
  checks,
  type Evidence,
} from '../../../shared/model/doctor';
import { type Change, isSameRule } from './change';
import { fixOf } from './fix';
import type { Network, NetworkParts, PartName, Unread } from './network';

/** What a check found, before it is put into a report. */
export type Outcome =
  | {
      readonly status: 'pass';
      readonly evidence: readonly Evidence[];
      readonly reason?: CheckReason;
    }
  | {
      readonly status: 'fail';
      readonly facts: {
        readonly [Name in keyof CheckFacts]?: CheckFacts[Name] extends string
          ? string
          : readonly string[];
      };
      readonly evidence: readonly Evidence[];
      readonly changes: readonly Change[];
      /** A prefix list could not be read that might let it through. */
      readonly unsure?: boolean;
    }
  | { readonly status: 'unknown' | 'not-checked'; readonly reason: CheckReason };

/** A check with the parts of the network it needs: without one of them it is never judged. */
export interface Check {
  readonly id: CheckId;
  readonly parts: readonly PartName[];
  readonly examine: (network: Network) => CheckResult;
  /** The same before it is put into words; null where a part is unread. */
  readonly outcome: (network: Network) => Outcome | null;
}

/**
 * A check that is given exactly the parts it names. A part that a refused call left unread makes it
 * "not checked", whatever it would have made of the rest.
 */
export function check<const Names extends readonly PartName[]>(
  id: CheckId,
  names: Names,
  judge: (parts: Pick<NetworkParts, Names[number]>, network: Network) => Outcome,
): Check {
  const outcome = (network: Network): Outcome | null => {
    if (unread(network, names).length > 0) return null;
    const parts = Object.fromEntries(
      names.map((name) => [name, readPart(network, name)]),
    ) as unknown as Pick<NetworkParts, Names[number]>;
    return judge(parts, network);
  };
  return {
    id,
    parts: names,
    outcome,
    examine: (network) => {
      const found = outcome(network);
      return found === null ? unjudged(id, unread(network, names)) : resultOf(id, found, network);
    },
  };
}

function readPart(network: Network, name: PartName): unknown {
  const part = network.parts[name];
  return 'value' in part ? part.value : undefined;
}

function unread(network: Network, names: readonly PartName[]): Unread[] {
  return names.flatMap((name) => {
    const part = network.parts[name];
    return 'unread' in part ? [part.unread] : [];
  });
}

function unjudged(id: CheckId, missing: readonly Unread[]): CheckResult {
  const refused = missing.find(({ reason }) => reason === 'denied');
  const absent = missing.find(({ reason }) => reason !== 'denied' && reason !== 'call-failed');
  return {
    ...blank(id),
    status: 'not-checked',
    reason: (absent ?? refused ?? missing[0])?.reason ?? 'call-failed',
    needs: [...new Set(missing.flatMap(({ needs }) => needs))],
  };
}

function blank(id: CheckId) {
  return {
    check: id,
    severity: checks[id].severity,
    reason: null,
    facts: checkFactsSchema.parse({}),
    evidence: [],
    fix: null,
    needs: [],
  };
}

function resultOf(id: CheckId, outcome: Outcome, network: Network): CheckResult {
  switch (outcome.status) {
    case 'pass':
      return {
        ...blank(id),
        status: 'pass',
        reason: outcome.reason ?? null,
        evidence: distinctEvidence(outcome.evidence),
      };
    case 'fail': {
      const lists = network.parts.prefixLists;
      if (outcome.unsure === true && 'unread' in lists) return unjudged(id, [lists.unread]);
      return {
        ...blank(id),
        status: 'fail',
        facts: checkFactsSchema.parse(outcome.facts),
        evidence: distinctEvidence(outcome.evidence),
        fix: fixOf(notThereYet(outcome.changes, network), network.region),
      };
    }
    default:
      return { ...blank(id), status: outcome.status, reason: outcome.reason };
  }
}

/** The changes without rules that a group has already. */
function notThereYet(changes: readonly Change[], network: Network): readonly Change[] {
  const now = valueOr(network, 'rules', []);
  return changes.filter(
    (change) => change.kind !== 'add-rule' || !now.some((rule) => isSameRule(rule, change)),
  );
}

function distinctEvidence(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((each) => [JSON.stringify(each), each])).values()];
}

/** The outcome of a check that found all well, with the rules that make it so, where some do. */
export function pass(evidence: readonly Evidence[] = []): Outcome {
  return { status: 'pass', evidence };
}

/** The cluster does not ask for it, so there is nothing to fail. */
export const notApplicable: Outcome = { status: 'pass', evidence: [], reason: 'not-applicable' };

/** The outcome of a check that could not be made, and why: never to be taken for a pass. */
export function unknown(reason: CheckReason): Outcome {
  return { status: 'unknown', reason };
}

/** A part that some rules may need, or the fallback where it was not read. */
export function valueOr<Name extends PartName>(
  network: Network,
  name: Name,
  fallback: NetworkParts[Name],
): NetworkParts[Name] {
  const part = network.parts[name];
  return 'value' in part ? part.value : fallback;
}
