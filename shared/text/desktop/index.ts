import type { Language } from '../../model/language';
import { type DesktopText, en } from './en';
import { ko } from './ko';
import { zhCn } from './zh-cn';

export type { DesktopText } from './en';

const texts: Readonly<Record<Language, DesktopText>> = { en, ko, 'zh-CN': zhCn };

/** All words of tray, menus, system dialogs and notifications in one language. */
export function desktopText(language: Language): DesktopText {
  return texts[language];
}
