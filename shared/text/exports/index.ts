import type { ExportKind } from '../../model/export';
import type { Language } from '../../model/language';
import { type ExportWords, en } from './en';
import { ko } from './ko';
import { zhCn } from './zh-cn';

export type { ExportWords } from './en';

const texts: Readonly<Record<Language, Readonly<Record<ExportKind, ExportWords>>>> = {
  en,
  ko,
  'zh-CN': zhCn,
};

/** What an export is called and what it replaces. */
export function exportWords(kind: ExportKind, language: Language): ExportWords {
  return texts[language][kind];
}
