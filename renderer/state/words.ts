import { create } from 'zustand';
import type { Language } from '../../shared/model/language';
import { en, type WindowText } from '../../shared/text/window/en';

type Loaded = Readonly<Partial<Record<Language, WindowText>>>;

/**
 * The window's words in the languages that have been loaded. English comes with the first script: it
 * is what can be said when another language cannot be loaded.
 */
export const useLoadedWords = create<Loaded>()(() => ({ en }));

const others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<WindowText>>> = {
  ko: async () => (await import('../../shared/text/window/ko')).ko,
  'zh-CN': async () => (await import('../../shared/text/window/zh-cn')).zhCn,
};

/** Settled once the window can speak a language; a language that cannot be loaded stays English. */
export async function loadWords(language: Language): Promise<void> {
  if (language === 'en' || useLoadedWords.getState()[language] !== undefined) return;
  const words = await others[language]().catch(() => null);
  if (words !== null) useLoadedWords.setState({ [language]: words });
}

/** All words of the window in one language, as far as that is loaded. */
export function wordsIn(language: Language, loaded: Loaded = useLoadedWords.getState()) {
  return loaded[language] ?? en;
}
