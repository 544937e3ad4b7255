import type {
  CheckFacts,
  CheckId,
  CheckReason,
  CheckStatus,
  SeedRow,
  SeedVerdict,
  SeedWhy,
  Severity,
  Stretch,
} from '../../model/doctor';
import type { EgressGroup, NeedId } from '../../model/egress';

/** One check in words: each a sentence, or a few words where it is a title. */
export interface CheckWords {
  /** What should be so. */
  readonly title: string;
  /** What is not as it should be. */
  readonly problem: (facts: CheckFacts) => string;
  /** What a person notices of it. */
  readonly affects: (facts: CheckFacts) => string;
}

export interface NeedWords {
  readonly name: string;
  readonly why: string;
}

/** Every word of the network doctor that both the window and the command line say. */
export interface DoctorText {
  readonly checks: Readonly<Record<CheckId, CheckWords>>;
  readonly reasons: Readonly<Record<CheckReason, (needs: readonly string[]) => string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly statuses: Readonly<Record<CheckStatus, string>>;
  readonly stretches: Readonly<Record<Stretch, string>>;
  readonly seedTables: Readonly<Record<SeedRow['table'], string>>;
  readonly seedVerdicts: Readonly<Record<SeedVerdict, string>>;
  readonly seedWhys: Readonly<Record<SeedWhy, string>>;
  readonly needs: Readonly<Record<NeedId, NeedWords>>;
  readonly groups: Readonly<Record<EgressGroup, string>>;
  readonly places: {
    readonly computer: string;
    readonly bastion: string;
    readonly primary: string;
    readonly workers: string;
    readonly services: string;
    readonly nodes: (count: number) => string;
    readonly noBastion: string;
    readonly servicesHint: string;
  };
  readonly stretchStates: { readonly good: string; readonly bad: string; readonly unknown: string };
  readonly report: {
    readonly title: (cluster: string) => string;
    readonly read: (at: string, region: string) => string;
    readonly nothingChanged: string;
    readonly adviceOnly: string;
    readonly problem: string;
    readonly affects: string;
    readonly evidence: string;
    readonly noRule: string;
    readonly fix: string;
    readonly undo: string;
    readonly actions: string;
    readonly noFix: string;
    readonly denied: string;
    readonly findings: (count: number) => string;
    readonly nothingFound: string;
    readonly summary: (counts: {
      readonly failed: number;
      readonly passed: number;
      readonly open: number;
    }) => string;
    readonly seeds: string;
    readonly present: { readonly yes: string; readonly no: string; readonly unknown: string };
    readonly columns: {
      readonly rule: string;
      readonly verdict: string;
      readonly here: string;
      readonly why: string;
    };
    readonly picture: string;
    readonly notApplicable: string;
  };
  readonly egress: {
    readonly title: (cluster: string) => string;
    readonly needs: string;
    readonly rules: string;
    readonly quota: (used: number, limit: number) => string;
    readonly breaks: string;
    readonly breakLine: (rule: string, loses: string) => string;
    readonly breakOthers: string;
    readonly nothingBreaks: string;
    readonly unserved: string;
    readonly missingNow: string;
    readonly applies: { readonly yes: string; readonly no: string; readonly maybe: string };
    readonly launch: string;
  };
}

export type { CheckFacts };

/** `8088, 18080 and 9870` as far as a line takes it. */
export function some(items: readonly string[], most = 5): string {
  return items.length > most ? `${items.slice(0, most).join(', ')}, …` : items.join(', ');
}
