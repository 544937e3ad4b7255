import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import type { Failure } from '../../shared/model/failure';
import { manyClusters } from '../support/aws/clusters';
import { briefOf, withClusters } from '../support/cluster-scenarios';
import type { ShownWindow } from '../support/window/browser';
import { button, chooseTab, goTo } from '../support/window/controls';
import type { FakeBridge } from '../support/window/fake-bridge';
import { keepLooks, twoLooks } from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { empty, threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

async function showClusters(
  snapshot: Snapshot,
  arrange: (bridge: FakeBridge) => unknown,
): Promise<ShownWindow> {
  const shown = await open(snapshot);
  arrange(shown.bridge);
  await goTo(shown.page, 'Clusters');
  return shown;
}

const fails = (failure: Failure) => (bridge: FakeBridge) => {
  withClusters(bridge);
  bridge.handlers.listClusters = () => ({ ok: false, error: { code: 'failure', failure } });
};
const rows = (page: Page) => page.locator('tr[data-cluster]');
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

describe('the clusters of a region', () => {
  it('are listed, described where they are in sight, and shown in detail', async () => {
    const { page, bridge } = await showClusters(threeTunnels(), withClusters);
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
    await page.getByText('emr-6.15.0').first().waitFor();
    const asked = bridge.argsOf('describeClusters').flatMap(({ clusters }) => clusters);
    expect(asked.length).toBeLessThan(40);
    await page.getByText('subnet-0123456789abcdef0').waitFor();
    await keepLooks({ page, bridge }, 'clusters');
    await chooseTab(page, 'Nodes');
    await page.getByText('ip-10-0-1-141.ap-northeast-2.compute.internal').waitFor();
    await keepLooks({ page, bridge }, 'clusters-nodes', twoLooks);
    await chooseTab(page, 'Pages');
    await page.getByText('YARN ResourceManager').waitFor();
    await keepLooks({ page, bridge }, 'clusters-pages');
  });

  it('keep what was known of them while a refresh reads it again', async () => {
    const [first] = manyClusters();
    if (first === undefined) throw new Error('there are no clusters');
    const { page, bridge } = await showClusters(threeTunnels(), withClusters);
    await page.getByText('emr-6.15.0').first().waitFor();
    await page.getByText('subnet-0123456789abcdef0').waitFor();
    const before = await rows(page).allInnerTexts();
    bridge.handlers.describeClusters = () => ({ ok: true, value: undefined });
    bridge.handlers.clusterDetail = () => ({ ok: false, error: { code: 'not-permitted' } });
    const asked = bridge.argsOf('describeClusters').length;
    await button(page, 'Refresh').click();
    await expect.poll(() => bridge.argsOf('describeClusters').length).toBeGreaterThan(asked);
    await expect.poll(() => bridge.argsOf('clusterDetail').length).toBe(2);
    expect(await rows(page).allInnerTexts()).toEqual(before);
    expect(await page.getByText('subnet-0123456789abcdef0').count()).toBe(1);
    bridge.handlers.describeClusters = ({ place, clusters }) => {
      const brief = { ...briefOf(first), id: clusters[0]?.id ?? '', release: 'emr-7.9.0' };
      bridge.later('clusterBrief', { place, brief });
      return { ok: true, value: undefined };
    };
    await button(page, 'Refresh').click();
    await page.getByText('emr-7.9.0').waitFor();
  });

  it('say when AWS asks to slow down, count the seconds, and say no more of it then', async () => {
    const { page, bridge } = await showClusters(threeTunnels(), withClusters);
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
    const jobId = 'a-reading';
    await bridge.emit('jobSlowed', { jobId, inMs: 60_000 });
    await page.getByText(/^AWS asks to slow down; trying again in (60|59|58) s\.$/).waitFor();
    await keepLooks({ page, bridge }, 'clusters-slowed', twoLooks);
    await bridge.emit('jobSlowed', { jobId, inMs: 1 });
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
  });

  it('are found by name, state, tag and region', async () => {
    const { page, bridge } = await showClusters(empty(), withClusters);
    await page.getByRole('searchbox', { name: 'Search' }).fill('실험용');
    await expect.poll(() => rows(page).count()).toBe(0);
    await page.getByText('No cluster fits the filter.').waitFor();
    await page.getByRole('combobox', { name: 'State' }).selectOption('all');
    await page.getByText('20 of 120 in ap-northeast-2').waitFor();
    await keepLooks({ page, bridge }, 'clusters-search', twoLooks);
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
    const { page } = await showClusters(empty(), (bridge) =>
      withClusters(bridge, manyClusters(900)),
    );
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
    const { page, bridge } = await showClusters(threeTunnels(), withClusters);
    await page.getByText('subnet-0123456789abcdef0').waitFor();
    await page.getByRole('button', { name: 'Use this cluster' }).click();
    await keepLooks({ page, bridge }, 'clusters-use');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('[data-field=name]').waitFor();
    expect(await page.locator('[data-field=name]').inputValue()).toBe('nightly-etl');
    await button(page, 'Save').click();
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
    await keepLooks({ page, bridge }, 'tunnels-with-cluster', twoLooks);
  });

  it('changes a stored tunnel, which then logs in to the primary node', async () => {
    const { page, bridge } = await showClusters(threeTunnels(), withClusters);
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
    const { page, bridge } = await showClusters(empty(), fails(missing));
    await heading(page, 'Your clusters, by name').waitFor();
    await keepLooks({ page, bridge }, 'clusters-no-credentials', twoLooks);
    withClusters(bridge);
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
  });

  it('offers to sign in, and says it when that was refused', async () => {
    const over = { code: 'aws-credentials', profile: 'analytics', why: 'sign-in' } as const;
    const { page, bridge } = await showClusters(empty(), fails(over));
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await keepLooks({ page, bridge }, 'clusters-sign-in', twoLooks);
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
    const { page, bridge } = await showClusters(empty(), fails(denied));
    await page.getByRole('alert').getByText('elasticmapreduce:ListClusters').first().waitFor();
    await keepLooks({ page, bridge }, 'clusters-denied');
    await page.getByRole('button', { name: 'Copy the policy' }).click();
    await expect.poll(() => bridge.argsOf('copyText').at(-1)?.text).toContain('ListInstances');
  });

  it('says that there is none, and asks for a region where none is known', async () => {
    const { page, bridge } = await showClusters(empty(), (fake) => withClusters(fake, []));
    await heading(page, 'No cluster here').waitFor();
    await keepLooks({ page, bridge }, 'clusters-none', twoLooks);
    expect(bridge.breaches).toEqual([]);
    const second = await showClusters(empty(), () => undefined);
    await heading(second.page, 'Which region do your clusters run in?').waitFor();
    await keepLooks(second, 'clusters-no-region', twoLooks);
    await second.page.locator('main section').getByRole('combobox').fill('eu-west-1');
    await expect.poll(() => second.bridge.argsOf('listClusters').length).toBe(1);
  });
});
