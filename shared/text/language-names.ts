import type { Language } from '../model/language';

/** Each language by the name its speakers give it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  ko: '한국어',
  'zh-CN': '简体中文',
};
