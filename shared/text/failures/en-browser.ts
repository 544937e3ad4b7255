import { presignedNames } from '../../emr/presigned-page';
import { browserNames } from '../../model/browser-names';
import { type BrowserCode, type Dictionary, words } from './words';

/** Words for the failures of opening pages, in English. */
export const englishBrowser: Dictionary<BrowserCode> = {
  'browser-missing': ({ browser }) =>
    browser === null
      ? words(
          'No browser that Culvert could start was found.',
          'Chrome, Edge, Brave, Chromium or Firefox are not installed, or not where they usually are.',
          'Install one of them, or choose the default browser in Settings and set it up with FoxyProxy.',
        )
      : words(
          `${browserNames[browser]} was not found.`,
          'It was removed, or it is not where it is usually installed.',
          'Choose another browser in Settings, or install it again.',
        ),
  'browser-not-started': ({ browser, why }) =>
    words(
      `${browserNames[browser]} could not be started (${why}).`,
      'The program is damaged or not permitted, no display is there, or its profile is in use elsewhere.',
      'Start it once by hand to see what it says, or choose another browser in Settings.',
    ),
  'presigned-not-ready': ({ kind }) =>
    words(
      `EMR did not have ${presignedNames[kind]} ready in time.`,
      'It prepares such pages when they are asked for, and the cluster may be busy or still starting.',
      'Try again in a minute.',
    ),
};
