import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../../shared/contract/window';
import type { ShownWindow } from './browser';

const folder = fileURLToPath(new URL('../../../test-results/screens/', import.meta.url));

/** One way in which people see a window. */
export interface Look {
  readonly label: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

export const wide = { width: 1180, height: 760 };
export const small = { width: 960, height: 600 };
/** What is left of the wide window at 200 %, as its View menu and some screens have it. */
export const doubled = { width: 590, height: 380 };
/** What is left of the smallest window at 200 %. */
export const smallDoubled = { width: 480, height: 300 };

const large: Look = { label: 'en-light-wide', language: 'en', theme: 'light', ...wide };
const dark: Look = { label: 'en-dark-small', language: 'en', theme: 'dark', ...small };
const korean: Look = { label: 'ko-light-small', language: 'ko', theme: 'light', ...small };
const chinese: Look = { label: 'zh-CN-dark-wide', language: 'zh-CN', theme: 'dark', ...wide };

const large200: Look = { label: 'en-light-doubled', language: 'en', theme: 'light', ...doubled };
const korean200: Look = {
  label: 'ko-dark-small-doubled',
  language: 'ko',
  theme: 'dark',
  ...smallDoubled,
};
const chinese200: Look = {
  label: 'zh-CN-light-small-doubled',
  language: 'zh-CN',
  theme: 'light',
  ...smallDoubled,
};

export const looks: readonly Look[] = [
  large,
  dark,
  korean,
  large200,
  korean200,
  chinese200,
  chinese,
];
/** For what only differs in a few words: one in the dark, one in another language. */
export const twoLooks: readonly Look[] = [dark, korean];

/** Keeps a picture of the window as it is, for people to judge. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.png` });
}

/** How many pixels what is drawn is wider than the window. */
export function tooWideBy(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}

/**
 * The words of headings and controls that a person cannot bring before them: cut off sideways by
 * something that cannot be moved.
 */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const cut = (element) => {
      const { left, right } = element.getBoundingClientRect();
      for (let each = element; each !== null; each = each.parentElement) {
        const { overflowX, position } = getComputedStyle(each);
        const moves = overflowX === 'auto' && each.scrollWidth > each.clientWidth;
        const frame = each.getBoundingClientRect();
        if (moves && each !== element) return false;
        if (overflowX !== 'visible' && (right > frame.right + 1 || left < frame.left - 1)) return true;
        // What is fixed is cut by the window alone.
        if (position === 'fixed') break;
      }
      return right > innerWidth || left < 0;
    };
    const top = document.querySelector('dialog[open]') ?? document;
    const wanted = top.querySelectorAll('h1, button, input, select, textarea, [role=tab]');
    return [...wanted]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && cut(each))
      .map((each) => each.getAttribute('aria-label') ?? each.textContent);
  })()`);
}

/** Changes the window over to a look, as its settings and its size would. */
export async function changeLook(
  { page, bridge }: ShownWindow,
  { language, theme, width, height }: Look,
  servePac = false,
): Promise<void> {
  await page.setViewportSize({ width, height });
  await bridge.emit('preferences', { theme, language, browser: 'automatic', servePac });
  await page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor();
}

/**
 * Keeps a picture of every look, each of which must fit the window, and leaves the window light and
 * in English.
 */
export async function keepLooks(
  open: ShownWindow,
  name: string,
  shown: readonly Look[] = looks,
): Promise<void> {
  for (const look of shown) {
    await changeLook(open, look);
    await keepPicture(open.page, `${name}-${look.label}`);
    expect(await tooWideBy(open.page)).toBeLessThanOrEqual(0);
    expect(await outOfReach(open.page), `${name}-${look.label}`).toEqual([]);
  }
  const { theme, language } = large;
  await open.bridge.emit('preferences', { theme, language, browser: 'automatic', servePac: false });
  await open.page.locator(`html[lang=${language}]`).waitFor();
}
