import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import type { Failure } from '../../shared/model/failure';
import { manyClusters } from '../support/aws/clusters';
import { withClusters } from '../support/cluster-scenarios';
import type { FakeBridge } from '../support/fake-bridge';
import { type OpenWindow, openWindow, startBrowser } from '../support/window-browser';
import { empty, threeTunnels } from '../support/window-scenarios';
import { serveWindow, type WindowServer } from '../support/window-server';

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const looks = [
  { label: 'en-light-wide', language: 'en', theme: 'light', width: 1180, height: 760 },
  { label: 'en-dark-small', language: 'en', theme: 'dark', width: 960, height: 600 },
  { label: 'ko-light-small', language: 'ko', theme: 'light', width: 960, height: 600 },
  { label: 'zh-CN-dark-wide', language: 'zh-CN', theme: 'dark', width: 1180, height: 760 },
] as const;
type Look = (typeof looks)[number];
/** For what only differs in a few words: one large, one small in another language. */
const two: readonly Look[] = [looks[1], looks[2]];

let server: WindowServer;
let browser: Browser;
let open: OpenWindow | undefined;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
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

async function show(
  snapshot: Snapshot,
  arrange: (bridge: FakeBridge) => unknown,
): Promise<{ page: Page; bridge: FakeBridge }> {
  open = await openWindow(browser, server.url, snapshot);
  arrange(open.bridge);
  await open.page.getByRole('navigation').getByRole('button', { name: 'Clusters' }).click();
  return open;
}

/** Keeps a picture of every look, and says what does not fit the window. */
async function take(name: string, shown: readonly Look[] = looks): Promise<void> {
  if (open === undefined) return;
  const { page, bridge } = open;
  for (const { label, language, theme, width, height } of shown) {
    await page.setViewportSize({ width, height });
    await bridge.emit('preferences', { theme, language, browser: 'automatic', servePac: false });
    await page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor();
    await page.screenshot({ path: `${folder}${name}-${label}.png` });
    const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(over)).toBeLessThanOrEqual(0);
  }
  await bridge.emit('preferences', {
    theme: 'light',
    language: 'en',
    browser: 'automatic',
    servePac: false,
  });
}

const fails = (failure: Failure) => (bridge: FakeBridge) => {
  withClusters(bridge);
  bridge.handlers.listClusters = () => ({ ok: false, error: { code: 'failure', failure } });
};
const rows = (page: Page) => page.locator('tr[data-cluster]');
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

describe('the clusters of a region', () => {
  it('are listed, described where they are in sight, and shown in detail', async () => {
    const { page, bridge } = await show(threeTunnels(), withClusters);
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
    await page.getByText('emr-6.15.0').first().waitFor();
    const asked = bridge.argsOf('describeClusters').flatMap(({ clusters }) => clusters);
    expect(asked.length).toBeLessThan(40);
    await page.getByText('subnet-0123456789abcdef0').waitFor();
    await take('clusters');
    await page.getByRole('tab', { name: 'Nodes' }).click();
    await page.getByText('ip-10-0-1-141.ap-northeast-2.compute.internal').waitFor();
    await take('clusters-nodes', two);
    await page.getByRole('tab', { name: 'Pages' }).click();
    await page.getByText('YARN ResourceManager').waitFor();
    await take('clusters-pages');
  });

  it('say when AWS asks to slow down, count the seconds, and say no more of it then', async () => {
    const { page, bridge } = await show(threeTunnels(), withClusters);
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
    const jobId = 'a-reading';
    await bridge.emit('jobSlowed', { jobId, inMs: 60_000 });
    await page.getByText(/^AWS asks to slow down; trying again in (60|59|58) s\.$/).waitFor();
    await take('clusters-slowed', two);
    await bridge.emit('jobSlowed', { jobId, inMs: 1 });
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
  });

  it('are found by name, state, tag and region', async () => {
    const { page, bridge } = await show(empty(), withClusters);
    await page.getByRole('searchbox', { name: 'Search' }).fill('실험용');
    await expect.poll(() => rows(page).count()).toBe(0);
    await page.getByText('No cluster fits the filter.').waitFor();
    await page.getByRole('combobox', { name: 'State' }).selectOption('all');
    await page.getByText('20 of 120 in ap-northeast-2').waitFor();
    await take('clusters-search', two);
    await page.getByRole('textbox', { name: 'Tag' }).fill('team=data');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => bridge.argsOf('listClusters').at(-1)?.filter.tag)
      .toEqual({ key: 'team', value: 'data' });
    const region = page.getByRole('combobox', { name: 'Region' });
    await region.fill('nowhere');
    await region.blur();
    expect(await region.getAttribute('aria-invalid')).toBe('true');
    await region.fill('cn-north-1');
    await expect
      .poll(() => bridge.argsOf('listClusters').at(-1)?.place)
      .toEqual({ region: 'cn-north-1', awsProfile: null });
    await page.getByRole('combobox', { name: 'AWS profile' }).selectOption('analytics');
    await expect
      .poll(() => bridge.argsOf('listClusters').at(-1)?.place)
      .toEqual({ region: 'ap-northeast-2', awsProfile: 'analytics' });
  });

  it('are walked through with the keyboard, and few rows are ever drawn', async () => {
    const { page } = await show(empty(), (bridge) => withClusters(bridge, manyClusters(900)));
    await rows(page).first().click();
    for (const [key, at] of [
      ['End', 599],
      ['Home', 0],
      ['ArrowDown', 1],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(`tr[aria-rowindex="${at + 2}"][aria-selected=true]:focus`).waitFor();
    }
    expect(await rows(page).count()).toBeLessThan(60);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Use this cluster' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });
});

describe('using a cluster', () => {
  it('opens a new tunnel that follows it, with the bastion people have', async () => {
    const { page, bridge } = await show(threeTunnels(), withClusters);
    await page.getByText('subnet-0123456789abcdef0').waitFor();
    await page.getByRole('button', { name: 'Use this cluster' }).click();
    await take('clusters-use');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('[data-field=name]').waitFor();
    expect(await page.locator('[data-field=name]').inputValue()).toBe('nightly-etl');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => bridge.argsOf('saveProfile').length).toBe(1);
    const [saved] = bridge.argsOf('saveProfile');
    expect(saved?.draft.cluster).toEqual({
      region: 'ap-northeast-2',
      awsProfile: null,
      rule: { by: 'name', name: 'nightly-etl' },
      login: false,
      last: { id: manyClusters()[0]?.id, name: 'nightly-etl' },
    });
    expect(saved?.draft.pages[0]).toContain('ip-10-0-1-10.ap-northeast-2.compute.internal:8088');
    await page.getByRole('columnheader', { name: 'Cluster' }).waitFor();
    await take('tunnels-with-cluster', two);
  });

  it('changes a stored tunnel, which then logs in to the primary node', async () => {
    const { page, bridge } = await show(threeTunnels(), withClusters);
    await page.getByText('subnet-0123456789abcdef0').waitFor();
    await page.getByRole('button', { name: 'Use this cluster' }).click();
    await page.getByRole('combobox', { name: 'Tunnel' }).selectOption('sandbox');
    await page.getByRole('radio', { name: /tagged team=data/ }).check();
    await page.getByRole('radio', { name: /Straight to the primary node/ }).check();
    await page.getByRole('button', { name: 'Save and start' }).click();
    await expect.poll(() => bridge.argsOf('startTunnel')).toEqual([{ profileId: 'sandbox' }]);
    const [saved] = bridge.argsOf('saveProfile');
    expect(saved?.draft.bastion).toEqual({
      host: 'ip-10-0-1-10.ap-northeast-2.compute.internal',
      port: 22,
      user: 'hadoop',
    });
    expect(saved?.draft.cluster?.rule).toEqual({ by: 'tag', key: 'team', value: 'data' });
  });
});

describe('what stands in place of a list', () => {
  it('teaches where there are no credentials', async () => {
    const missing = { code: 'aws-credentials', profile: 'default', why: 'missing' } as const;
    const { page, bridge } = await show(empty(), fails(missing));
    await heading(page, 'Your clusters, by name').waitFor();
    await take('clusters-no-credentials', two);
    withClusters(bridge);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
  });

  it('offers to sign in, and says it when that was refused', async () => {
    const over = { code: 'aws-credentials', profile: 'analytics', why: 'sign-in' } as const;
    const { page, bridge } = await show(empty(), fails(over));
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await take('clusters-sign-in', two);
    bridge.handlers.signInAws = () => ({ ok: false, error: { code: 'failure', failure: over } });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('listitem').getByText('needs you to sign in').waitFor();
    expect(bridge.argsOf('signInAws')[0]?.place.region).toBe('ap-northeast-2');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('says which permission is missing, with a policy to ask for', async () => {
    const denied = {
      code: 'aws-denied',
      action: 'elasticmapreduce:ListClusters',
      region: 'ap-northeast-2',
      profile: 'default',
      why: 'not-allowed',
    } as const;
    const { page, bridge } = await show(empty(), fails(denied));
    await page.getByRole('alert').getByText('elasticmapreduce:ListClusters').first().waitFor();
    await take('clusters-denied');
    await page.getByRole('button', { name: 'Copy the policy' }).click();
    await expect.poll(() => bridge.argsOf('copyText').at(-1)?.text).toContain('ListInstances');
  });

  it('says that there is none, and asks for a region where none is known', async () => {
    const { page, bridge } = await show(empty(), (fake) => withClusters(fake, []));
    await heading(page, 'No cluster here').waitFor();
    await take('clusters-none', two);
    expect(bridge.breaches).toEqual([]);
    await open?.close();
    open = undefined;
    const second = await show(empty(), () => undefined);
    await heading(second.page, 'Which region do your clusters run in?').waitFor();
    await take('clusters-no-region', two);
    await second.page.locator('main section').getByRole('combobox').fill('eu-west-1');
    await expect.poll(() => second.bridge.argsOf('listClusters').length).toBe(1);
  });
});
