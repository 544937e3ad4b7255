import type { ImportNote, ImportReason } from '../../model/import-preview';
import type { Language } from '../../model/language';
import { windowText } from '../window';
import { en } from './en';
import { ko } from './ko';
import { type ImportWords, noteWords, reasonWords } from './words';
import { zhCn } from './zh-cn';

const dictionaries: Readonly<Record<Language, ImportWords>> = { en, ko, 'zh-CN': zhCn };

/** What is said about imports, in one language. */
export function importWords(language: Language): ImportWords {
  return dictionaries[language];
}

/** Why a line was not taken as it stands, in a sentence or two. */
export function importReason(reason: ImportReason, language: Language): string {
  return reasonWords(dictionaries[language], windowText(language).fields, reason);
}

/** What a person should know of a proposed tunnel, in a sentence. */
export function importNote(note: ImportNote, language: Language): string {
  return noteWords(dictionaries[language], note);
}
