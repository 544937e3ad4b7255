import type { Language } from '../../contract/window';
import { en, type WindowText } from './en';
import { ko } from './ko';
import { zhCn } from './zh-cn';

export type { WindowText } from './en';

const texts: Readonly<Record<Language, WindowText>> = { en, ko, 'zh-CN': zhCn };

/** All words of the window in one language. */
export function windowText(language: Language): WindowText {
  return texts[language];
}
