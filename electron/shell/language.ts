import { app } from 'electron';
import type { Language, Preferences } from '../../shared/contract/window';
import { pickLanguage } from '../../shared/text/language';

/** The language of Culvert that fits the desktop's own. To be asked once the app is ready. */
export function systemLanguage(): Language {
  return pickLanguage(app.getPreferredSystemLanguages());
}

/** The language everything outside the page speaks. */
export function languageOf({ language }: Preferences): Language {
  return language === 'system' ? systemLanguage() : language;
}
