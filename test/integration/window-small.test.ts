import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { manyClusters } from '../support/aws/clusters';
import { summaryOf } from '../support/cluster-scenarios';
import { brokenNetwork } from '../support/doctor-scenarios';
import { type OpenWindow, openWindow, startBrowser } from '../support/window-browser';
import { threeTunnels, withPages } from '../support/window-scenarios';
import { serveWindow, type WindowServer } from '../support/window-server';

let server: WindowServer;
let browser: Browser;
let open: OpenWindow | undefined;

beforeAll(async () => {
  [server, browser] = await Promise.all([serveWindow(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Every test ends with a console, a content policy and a contract that nobody broke. */
afterEach(async () => {
  const problems = await open?.close();
  open = undefined;
  expect(problems).toEqual([]);
});

/** The window as small as it lets itself be made. */
async function show(snapshot: Snapshot): Promise<OpenWindow> {
  open = await openWindow(browser, server.url, snapshot, { width: 960, height: 600 });
  return open;
}

/** What of these is cut off: text that is wider or higher than the place it has. */
async function cutOff(texts: Locator): Promise<string[]> {
  const found: string[] = [];
  for (const each of await texts.all()) {
    const cut = await each.evaluate(
      (element) =>
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
    );
    if (cut) found.push((await each.textContent()) ?? '');
  }
  return found;
}

async function examine({ page, bridge }: OpenWindow): Promise<void> {
  bridge.handlers.awsAccess = () => ({
    ok: true,
    value: { profiles: [], profile: 'default', region: 'ap-northeast-2' },
  });
  bridge.handlers.listClusters = () => ({ ok: true, value: manyClusters(3).map(summaryOf) });
  bridge.handlers.examineNetwork = () => ({ ok: true, value: brokenNetwork() });
  await page.getByRole('button', { name: 'Network doctor' }).click();
  await page.getByRole('option', { name: /j-/ }).first().waitFor({ state: 'attached' });
  await page.getByLabel('Cluster', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Examine' }).click();
  await page.getByRole('tab', { name: 'Findings' }).waitFor();
}

async function fill(page: Page, label: string, words: string): Promise<Locator> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(words);
  return field;
}

describe('the smallest window', () => {
  it('shows the doctor’s places and the navigation beside its findings whole', async () => {
    const shown = await show(threeTunnels());
    await examine(shown);
    const { page } = shown;
    const badge = page.getByRole('navigation').getByText(/^\d+$/);
    expect(await badge.count()).toBe(2);
    expect(await cutOff(page.getByRole('navigation').locator('button > span'))).toEqual([]);
    const places = page.getByRole('region', { name: /way/i }).locator('section p');
    expect(await places.allTextContents()).toContain('198.51.100.9');
    expect(await cutOff(places)).toEqual([]);
  });

  it('shows the port of each page, by which two of one node differ', async () => {
    const { page } = await show(withPages({}));
    const places = page.getByRole('list', { name: 'Pages of this tunnel' }).locator('code');
    expect(await places.count()).toBe(6);
    expect(await cutOff(places)).toEqual([]);
  });

  it('has room for the ids of AWS that are typed into the editor', async () => {
    const { page } = await show(threeTunnels());
    await page.getByRole('button', { name: 'New tunnel' }).click();
    await page.getByLabel('Way to the first server').selectOption('ssm');
    const instance = await fill(page, 'Instance id', 'i-0abc1234def567890');
    const region = await fill(page, 'Region', 'ap-northeast-2');
    expect(await cutOff(instance.or(region))).toEqual([]);
    await page.getByLabel('Kind').selectOption('local');
    expect(await cutOff(instance.or(region))).toEqual([]);
  });

  it('has more room for the destination of a local tunnel than for words', async () => {
    const { page } = await show(threeTunnels());
    await page.getByRole('button', { name: 'New tunnel' }).click();
    const there = page.getByRole('region', { name: 'Private network' });
    const before = (await there.boundingBox())?.width ?? 0;
    await page.getByLabel('Kind').selectOption('local');
    expect(await cutOff(await fill(page, 'Destination host', 'ip-10-0-1-23'))).toEqual([]);
    expect((await there.boundingBox())?.width).toBeGreaterThan(before * 1.25);
  });
});
