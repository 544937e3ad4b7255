import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Snapshot } from '../../../shared/contract/window';
import {
  type OpenWindow,
  openWindow,
  type ShownWindow,
  startBrowser,
  type WindowOptions,
} from './browser';
import { serveWindow, type WindowServer } from './server';

/** Opens the window for one test, as somebody finds it whose Culvert is as the snapshot says. */
export type Open = (snapshot: Snapshot, options?: WindowOptions) => Promise<ShownWindow>;

/** The built window and the browser that a file of tests shows it in. */
export interface WindowHost {
  browser(): Browser;
  url(): string;
}

/** Has the built window served and a browser started while the tests of this file run. */
export function hostWindow(): WindowHost {
  let server: WindowServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([serveWindow(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  return { browser: () => browser, url: () => server.url };
}

/**
 * What a file of tests opens the window with. Every test ends with a console, a content policy and
 * a contract that nobody broke, in every window it opened.
 */
export function windowTests(): Open {
  const host = hostWindow();
  let opened: OpenWindow[] = [];
  afterEach(async () => {
    const closing = opened;
    opened = [];
    const problems: string[] = [];
    for (const each of closing) problems.push(...(await each.close()));
    expect(problems).toEqual([]);
  });
  return async (snapshot, options) => {
    const each = await openWindow(host.browser(), host.url(), snapshot, options);
    opened.push(each);
    return each;
  };
}
