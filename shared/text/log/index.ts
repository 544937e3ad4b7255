import type { Failure } from '../../model/failure';
import type { Language } from '../../model/language';
import type { LogEvent } from '../../model/log';
import { failureLine, failureWords } from '../failures';
import { visibleData } from '../failures/visible';
import { english } from './en';
import { korean } from './ko';
import { joinedLines, type LogDictionary, lookUp } from './words';
import { simplifiedChinese } from './zh-cn';

const dictionaries: Readonly<Record<Language, LogDictionary>> = {
  en: english,
  ko: korean,
  'zh-CN': simplifiedChinese,
};

function causeOf(event: LogEvent): Failure | null {
  return 'cause' in event ? event.cause : null;
}

/**
 * An event of the log on one line, whatever its data holds (SOX-16). A failure that needs the
 * person says what to do; one that Culvert mends by itself says only what happened.
 */
export function logLine(event: LogEvent, language: Language): string {
  const cause = causeOf(event);
  const failure =
    cause === null
      ? ''
      : event.code === 'lost'
        ? failureWords(cause, language).what
        : failureLine(cause, language);
  const oneLine =
    event.code === 'server-banner' ? { ...event, text: joinedLines(event.text) } : event;
  return lookUp(dictionaries[language], visibleData(oneLine), failure);
}
