import type { Failure } from '../../model/failure';
import type { Language } from '../../model/language';
import { english } from './en';
import { korean } from './ko';
import { visibleData } from './visible';
import { type Dictionary, type FailureWords, lookUp } from './words';
import { simplifiedChinese } from './zh-cn';

export type { FailureWords } from './words';

const dictionaries: Readonly<Record<Language, Dictionary>> = {
  en: english,
  ko: korean,
  'zh-CN': simplifiedChinese,
};

/**
 * What happened, its likely cause and the next step, for a person.
 *
 * Data inside the failure may come from a server or a web page: it appears as text without line
 * breaks or invisible characters, and is not escaped for any markup.
 */
export function failureWords(failure: Failure, language: Language): FailureWords {
  return lookUp(dictionaries[language], visibleData(failure));
}

/** What happened and the next step, on one line whatever the data holds. */
export function failureLine(failure: Failure, language: Language): string {
  const { what, next } = failureWords(failure, language);
  return language === 'zh-CN' ? `${what}${next}` : `${what} ${next}`;
}
