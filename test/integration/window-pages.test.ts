import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { failureWords } from '../../shared/text/failures';
import { testCluster } from '../support/aws/clusters';
import { detailOf, withClusters } from '../support/cluster-scenarios';
import type { FakeBridge } from '../support/fake-bridge';
import { type OpenWindow, openWindow, startBrowser } from '../support/window-browser';
import {
  allPagesFail,
  openRequests,
  pageFailures,
  pages,
  reach,
  threeTunnels,
  view,
  withPages,
} from '../support/window-scenarios';
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
afterEach(async () => {
  const problems = await open?.close();
  open = undefined;
  expect(problems).toEqual([]);
});

async function show(snapshot: Snapshot): Promise<{ page: Page; bridge: FakeBridge }> {
  open = await openWindow(browser, server.url, snapshot);
  return open;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const picture = (page: Page) => page.getByRole('region', { name: 'The way through this tunnel' });
const profileId = 'nightly-etl';

/** Keeps how it looks, wide and light, small and dark. */
async function keepLooks(page: Page, name: string): Promise<void> {
  const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
  for (const [label, width, height, colorScheme] of [
    ['light-wide', 1180, 760, 'light'],
    ['dark-small', 960, 600, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.locator(`[role=tabpanel] ul >> nth=-1`).scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${folder}${name}-${label}.png` });
  }
}

describe('the three facts', () => {
  it('stand in the picture: SSH with its latency, forwards, and how many pages answer', async () => {
    const { page, bridge } = await show(withPages({ 3: pageFailures.refused }));
    const words = async () => (await picture(page).textContent()) ?? '';
    await expect.poll(words).toContain('18 ms');
    expect(await words()).toContain('forwards: yes');
    expect(await words()).toContain('5 of 6 pages');
    await bridge.emit('reach', { ...reach(profileId), ssh: { milliseconds: 230.7 } });
    await expect.poll(words).toContain('6 of 6 pages');
    expect(await words()).toContain('231 ms');
    await bridge.emit('tunnel', view(profileId, { state: 'stopping' }));
    await expect.poll(words).not.toContain('of 6 pages');
  });

  it('say what is wrong when no page answers, though the tunnel is up', async () => {
    const { page, bridge } = await show(allPagesFail(pageFailures.timeout));
    const { what, cause, next } = failureWords(pageFailures.timeout, 'en');
    const panel = page.getByRole('region', { name: what });
    const words = await panel.textContent();
    for (const part of ['The SSH connection is fine.', what, cause, next]) {
      expect(words).toContain(part);
    }
    const row = page.getByRole('row', { name: 'Needs attention' });
    expect(await row.textContent()).toContain('page timed out');
    expect(await page.getByText('3 tunnels, 1 needs attention').isVisible()).toBe(true);
    await panel.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => bridge.argsOf('checkReach')).toEqual([{ profileId }]);
    await panel.getByRole('button', { name: 'Copy report' }).click();
    await expect.poll(() => bridge.argsOf('copyReport')).toEqual([{ of: 'tunnel', profileId }]);
    await page.getByText(/report with the last 9 log lines/).waitFor();
  });
});

describe('the Pages tab', () => {
  it('is the first, lists each page with what came of it, and copies its address', async () => {
    const { page, bridge } = await show(withPages({ 3: pageFailures.refused }));
    const items = page.getByRole('list', { name: 'Pages of this tunnel' }).getByRole('listitem');
    expect(await items.count()).toBe(pages.length);
    expect(await items.first().textContent()).toContain('answers · 40 ms');
    await items.first().getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => bridge.argsOf('copyText')).toEqual([{ text: pages[0] }]);
    await button(page, 'Check now').click();
    await expect.poll(() => bridge.argsOf('checkReach')).toEqual([{ profileId }]);
    await bridge.emit('reach', { ...reach(profileId), checking: true });
    await expect.poll(() => button(page, 'Checking…').isDisabled()).toBe(true);
  });

  it('explains a page that does not answer, by keyboard as well', async () => {
    const { page } = await show(withPages({ 3: pageFailures.refused }));
    const why = button(page, 'Why?');
    expect(await why.getAttribute('aria-expanded')).toBe('false');
    await why.focus();
    await page.keyboard.press('Enter');
    const { what, cause, next } = failureWords(pageFailures.refused, 'en');
    for (const part of [what, cause, next]) await page.getByText(part, { exact: true }).waitFor();
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText(next, { exact: true }).count()).toBe(0);
  });

  it('opens a page in the browser of the preferences, while the tunnel is up', async () => {
    const { page, bridge } = await show(withPages({ 3: pageFailures.refused }));
    const opens = page.getByRole('button', { name: 'Open', exact: true });
    expect(await opens.count()).toBe(pages.length - 1);
    await opens.first().click();
    await page.getByText('Opened in Chromium, with a profile of its own.').waitFor();
    expect(bridge.argsOf('openPage')).toEqual([{ profileId, url: pages[0] }]);
    await bridge.emit('tunnel', view(profileId, { state: 'stopped' }));
    await expect.poll(() => opens.first().isDisabled()).toBe(true);
  });

  it('teaches when a tunnel has no pages, and leads to the field', async () => {
    const { page } = await show(threeTunnels());
    await page.getByRole('row', { name: 'Stopped' }).click();
    await page.getByText('Which pages is this tunnel for?').waitFor();
    await button(page, 'Add pages').click();
    await page.getByLabel('Pages to check', { exact: true }).waitFor();
  });
});

it('the form takes pages and the only destinations, and says what is no page', async () => {
  const { page, bridge } = await show(threeTunnels());
  await page.getByRole('row', { name: 'Stopped' }).click();
  await button(page, 'Edit').click();
  const field = page.getByLabel('Pages to check', { exact: true });
  await field.fill('ftp://node/');
  await button(page, 'Save').click();
  await page.getByText(/This is not the address of a page/).waitFor();
  await field.fill('http://node:8088/\nhttps://node:9443/hub');
  await page.getByText('Advanced').click();
  await page.getByLabel('Only these destinations', { exact: true }).fill('compute.internal 8088');
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile')).toHaveLength(1);
  expect(bridge.argsOf('saveProfile')[0]?.draft).toMatchObject({
    pages: ['http://node:8088/', 'https://node:9443/hub'],
    limit: { suffixes: ['compute.internal'], ranges: [], ports: [8088] },
  });
});

describe('a tunnel that is tied to a cluster', () => {
  const shown = testCluster(0, { applications: ['Hadoop', 'Spark'] });
  const tied = (failed: Parameters<typeof withPages>[0]): Snapshot => {
    const base = withPages(failed);
    const cluster = {
      region: 'ap-northeast-2',
      awsProfile: null,
      rule: { by: 'id', id: shown.id },
      login: false,
      last: { id: shown.id, name: shown.name },
    } as const;
    return {
      ...base,
      profiles: base.profiles.map((each, at) => (at === 0 ? { ...each, cluster } : each)),
    };
  };

  it('shows the pages of its nodes when asked, and checks them once', async () => {
    const { page, bridge } = await show(tied({}));
    withClusters(bridge, [shown]);
    const fold = button(page, 'More pages of this cluster');
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    await fold.click();
    const list = page.getByRole('list', { name: 'More pages of this cluster' });
    await list.getByText('YARN NodeManager').first().waitFor();
    await list.getByText('HDFS DataNode').first().waitFor();
    await expect.poll(() => list.getByText('answers · 12 ms').count()).toBeGreaterThan(4);
    await keepLooks(page, 'cluster-pages');
    const [asked] = bridge.argsOf('checkPages');
    expect(asked?.urls.some((url) => url.includes('ip-10-0-1-141'))).toBe(true);
    await list.getByRole('button', { name: 'Open', exact: true }).first().click();
    await expect.poll(() => bridge.argsOf('openPage')).toHaveLength(1);
    await button(page, 'Check these').click();
    await expect.poll(() => bridge.argsOf('checkPages')).toHaveLength(2);
  });

  it('shows a page of a node where it answers, when its address is not certain', async () => {
    const { page, bridge } = await show(tied({}));
    const [plain, tls] = ['http://node-7.internal:8042/', 'https://node-7.internal:8044/'];
    const detail = detailOf(shown);
    const manager = detail.pages.find(({ id }) => id === 'yarn-nm');
    if (manager === undefined) throw new Error('no NodeManager');
    const unsure = { ...manager, url: plain, alternatives: [tls] };
    bridge.handlers.clusterDetail = () => ({ ok: true, value: { ...detail, pages: [unsure] } });
    bridge.handlers.checkPages = ({ urls }) => ({
      ok: true,
      value: urls.map((url) => ({
        url,
        check:
          url === tls
            ? { outcome: 'answering', status: 200, milliseconds: 7 }
            : { outcome: 'failed', cause: pageFailures.refused, milliseconds: 3 },
      })),
    });
    await button(page, 'More pages of this cluster').click();
    const list = page.getByRole('list', { name: 'More pages of this cluster' });
    await list.getByText('answers · 7 ms').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(1);
    expect(bridge.argsOf('checkPages').map(({ urls }) => urls)).toEqual([[plain], [tls]]);
    await list.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.poll(() => bridge.argsOf('openPage')[0]?.url).toBe(tls);
  });

  it('says why AWS does not tell which they are', async () => {
    const { page, bridge } = await show(tied({}));
    const failure = {
      code: 'aws-throttled',
      action: 'elasticmapreduce:DescribeCluster',
      region: 'ap-northeast-2',
    } as const;
    bridge.handlers.clusterDetail = () => ({ ok: false, error: { code: 'failure', failure } });
    await button(page, 'More pages of this cluster').click();
    await page.getByText(failureWords(failure, 'en').what).waitFor();
  });

  it('offers what AWS can show where the tunnel does not get', async () => {
    const { page, bridge } = await show(tied({ 0: pageFailures.timeout, 3: pageFailures.refused }));
    const whys = button(page, 'Why?');
    await whys.nth(1).click();
    expect(await button(page, 'Open through AWS').count()).toBe(0);
    await whys.nth(0).click();
    await keepLooks(page, 'cluster-pages-presigned');
    await button(page, 'Open through AWS').click();
    await expect.poll(() => bridge.argsOf('openPresigned')).toMatchObject([{ url: pages[0] }]);
  });
});

it('the settings say where pages open, in browsers that are here', async () => {
  const { page, bridge } = await show(threeTunnels());
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  const choice = page.getByLabel('Open pages in', { exact: true });
  await expect
    .poll(() => choice.getByRole('option').allTextContents())
    .toEqual([
      'The first one found (Chromium)',
      'Chromium, with a profile of its own',
      'Firefox, with a profile of its own',
      'Default browser, set up with FoxyProxy',
    ]);
  await choice.selectOption('default');
  await page.getByText(/import the FoxyProxy export of the tunnel first/).waitFor();
  expect(bridge.argsOf('savePreferences').at(-1)).toMatchObject({ browser: 'default' });
});

it('the log page copies a report of all tunnels, or of the one that is chosen', async () => {
  const { page, bridge } = await show(threeTunnels());
  await page.getByRole('navigation').getByRole('button', { name: 'Log', exact: true }).click();
  await button(page, 'Copy report').click();
  await page.getByLabel('Tunnel', { exact: true }).selectOption(profileId);
  await button(page, 'Copy report').click();
  await expect
    .poll(() => bridge.argsOf('copyReport'))
    .toEqual([{ of: 'all' }, { of: 'tunnel', profileId }]);
});

describe('the connections of a tunnel', () => {
  it('stand with destination and bytes, and go when they end', async () => {
    const { page, bridge } = await show(threeTunnels());
    let now = openRequests();
    bridge.handlers.openRequests = () => ({ ok: true, value: now });
    await page.getByRole('tab', { name: 'Connections' }).click();
    const table = page.getByRole('table', { name: 'Connections through this tunnel' });
    const row = table.getByRole('row').filter({ hasText: ':18080' });
    await expect.poll(() => row.textContent()).toContain('3.2 MB');
    expect(await table.getByText('waiting').count()).toBe(1);
    expect(await page.getByText('and 2 older ones').isVisible()).toBe(true);
    now = { shown: [], total: 0 };
    await page.getByText('Nothing goes through this tunnel now').waitFor();
  });

  it('are not asked for while nobody looks, nor of a tunnel that is stopped', async () => {
    const { page, bridge } = await show(threeTunnels());
    expect(bridge.argsOf('openRequests')).toEqual([]);
    await page.getByRole('row', { name: 'Frankfurt' }).click();
    await page.getByRole('tab', { name: 'Connections' }).click();
    await page.getByText('Start the tunnel to see what goes through it.').waitFor();
    expect(bridge.argsOf('openRequests')).toEqual([]);
  });
});
