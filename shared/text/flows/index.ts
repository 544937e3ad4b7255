import type { FlowEngineName, FlowProblem, FlowSummary } from '../../model/flows';
import type { Language } from '../../model/language';
import { groupLimit, overfull, type RuleLoad, ruleCount, ruleLimit } from '../../model/rule-quota';
import { englishFlows } from './en';
import { koreanFlows } from './ko';
import type { FlowWords } from './words';
import { simplifiedChineseFlows } from './zh-cn';

const dictionaries: Readonly<Record<Language, FlowWords>> = {
  en: englishFlows,
  ko: koreanFlows,
  'zh-CN': simplifiedChineseFlows,
};

/** Where in which file something could not be used, and why, on one line. */
export function flowProblemLine(problem: FlowProblem, language: Language): string {
  const words = dictionaries[language];
  const { file, line, code, detail, count } = problem;
  const place = line === null ? file : words.line(file, line);
  const more = count > 1 ? ` (${words.times(count)})` : '';
  return `${place}: ${words.problems[code](detail)}${more}`;
}

/** Why an engine may have found no record, and what to look at next. */
export function nothingReadLine(engine: FlowEngineName, language: Language): string {
  return dictionaries[language].nothing[engine];
}

/** Of each security group that would not take the rules proposed for it, how many they are. */
export function tooManyRulesLines(
  loads: readonly RuleLoad[],
  language: Language,
): readonly string[] {
  return overfull(loads).map((load) => {
    const { group } = load;
    const count = ruleCount(load);
    const groups = Math.ceil(count / ruleLimit);
    const about = { group, count, limit: ruleLimit, groups, groupLimit };
    return dictionaries[language].tooManyRules(about);
  });
}

/** That records were not kept to the span of time, and of how many files; null where they were. */
export function untimedLine(
  { engine, untimed }: Pick<FlowSummary, 'engine' | 'untimed'>,
  language: Language,
): string | null {
  if (untimed === 0) return null;
  const words = dictionaries[language].untimed;
  return engine === 'athena' ? words.athena : words.files(untimed);
}
