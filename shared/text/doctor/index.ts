import type { CheckResult, SeedRow } from '../../model/doctor';
import type { EgressNeed } from '../../model/egress';
import type { Language } from '../../model/language';
import { english } from './en';
import { korean } from './ko';
import type { DoctorText } from './words';
import { simplifiedChinese } from './zh-cn';

export type { DoctorText } from './words';

const texts: Readonly<Record<Language, DoctorText>> = {
  en: english,
  ko: korean,
  'zh-CN': simplifiedChinese,
};

/** All words of the network doctor in one language. */
export function doctorText(language: Language): DoctorText {
  return texts[language];
}

/** A row of the guides in short: `tcp 8157 · my computer`. */
export function seedRowText(
  { protocol, ports, peer }: Pick<SeedRow, 'protocol' | 'ports' | 'peer'>,
  text: DoctorText,
): string {
  const rule = [protocol, ports].filter((each) => each !== '').join(' ');
  const place = peer === 'my-ip' ? text.places.computer : peer;
  return rule === '' ? place : `${rule} · ${place}`;
}

/** Whether a row of the guides is open in this network, in a few words. */
export function seedPresenceText(
  { applies, present }: Pick<SeedRow, 'applies' | 'present'>,
  { report }: DoctorText,
): string {
  if (!applies) return report.notApplicable;
  return present === null ? report.present.unknown : report.present[present ? 'yes' : 'no'];
}

/** Whether a cluster has a need; what a refused call left open is not known, and no matter of jobs. */
export function needStateText(
  { applies, needs }: Pick<EgressNeed, 'applies' | 'needs'>,
  { egress, report }: DoctorText,
): string {
  return needs.length > 0 ? report.present.unknown : egress.applies[applies];
}

export interface ResultWords {
  readonly title: string;
  /** What is wrong, or why there is no verdict; empty when all is well. */
  readonly what: string;
  /** What a person notices; empty when nothing is wrong. */
  readonly affects: string;
}

/** What one check found, for a person. */
export function resultWords(result: CheckResult, text: DoctorText): ResultWords {
  const words = text.checks[result.check];
  const { title } = words;
  if (result.status === 'fail') {
    return { title, what: words.problem(result.facts), affects: words.affects(result.facts) };
  }
  const what = result.reason === null ? '' : text.reasons[result.reason](result.needs);
  return { title, what, affects: '' };
}
