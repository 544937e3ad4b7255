import type { Language } from '../model/language';

const words: Readonly<Record<Language, (seconds: number) => string>> = {
  en: (seconds) => `AWS asks to slow down; trying again in ${seconds} s.`,
  ko: (seconds) => `AWS 요청 제한: ${seconds}초 뒤에 다시 시도합니다.`,
  'zh-CN': (seconds) => `AWS 要求放慢速度，${seconds} 秒后重试。`,
};

/** A call of AWS was refused for haste and is tried again by itself. @param seconds until then. */
export function slowedWords(seconds: number, language: Language): string {
  return words[language](Math.max(1, seconds));
}
