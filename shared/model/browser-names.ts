import type { BrowserKind } from './browser';

/** Proper names, the same in every language. */
export const browserNames: Readonly<Record<BrowserKind, string>> = {
  chrome: 'Chrome',
  edge: 'Edge',
  brave: 'Brave',
  chromium: 'Chromium',
  firefox: 'Firefox',
};
