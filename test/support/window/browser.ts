import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Snapshot } from '../../../shared/contract/window';
import { FakeBridge } from './fake-bridge';

/** Chromium without a browser's own window around each page, which takes twice as long to open one. */
const shell = '/usr/bin/chromium-headless-shell';

/** A real Chromium, as the system provides it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: existsSync(shell) ? shell : '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  readonly scale?: number;
}

/** One window of Culvert with a fake main behind it. */
export interface ShownWindow {
  readonly page: Page;
  readonly bridge: FakeBridge;
}

/** A window that whoever opened it has to close. */
export interface OpenWindow extends ShownWindow {
  /** Errors of the console, breaches of the content policy and of the contract; ends the window. */
  close(): Promise<readonly string[]>;
}

/** Settled once the window has loaded all of its code, as it is a moment after it was drawn. */
export async function allParts(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) =>
    new PerformanceObserver((list) => list.getEntriesByName('all-parts').length > 0 && resolve())
      .observe({ type: 'mark', buffered: true }))`);
}

/** Opens the window in a fresh browser context and waits until it is drawn and all of it is there. */
export async function openWindow(
  browser: Browser,
  url: string,
  snapshot: Snapshot,
  { width = 1180, height = 760, theme = 'light', scale = 1 }: WindowOptions = {},
): Promise<OpenWindow> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.exposeFunction('policyBroken', (what: string) => problems.push(what));
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', (event) =>
      policyBroken('policy: ' + event.violatedDirective + ' ' + event.blockedURI));`,
  );
  const bridge = await FakeBridge.install(page, snapshot);
  await page.goto(url);
  await page.getByRole('navigation').waitFor();
  await allParts(page);
  return {
    page,
    bridge,
    close: async () => {
      await bridge.settled();
      await context.close();
      return [...problems, ...bridge.breaches];
    },
  };
}
