import type { Language } from '../model/language';

/** Traditional script, said outright or by the places that write it. */
const traditional = /-(hant|tw|hk|mo)(-|$)/;

/**
 * The language of Culvert that serves a reader best.
 *
 * @param tags what the reader prefers, best first: BCP 47 tags as browsers and Electron give them;
 *   the spelling of POSIX locales (`ko_KR.UTF-8`) is understood too.
 * @returns the first that is spoken here. Culvert has no Traditional Chinese: its readers get their
 *   next choice, and Simplified Chinese when they named no other that fits. English otherwise.
 */
export function pickLanguage(tags: readonly string[]): Language {
  let fallback: Language = 'en';
  for (const given of tags) {
    const tag = given
      .toLowerCase()
      .replace(/[.@].*$/, '')
      .replaceAll('_', '-');
    const primary = tag.split('-')[0];
    if (primary === 'en') return 'en';
    if (primary === 'ko') return 'ko';
    if (primary !== 'zh' && primary !== 'cmn') continue;
    if (!traditional.test(tag)) return 'zh-CN';
    fallback = 'zh-CN';
  }
  return fallback;
}
