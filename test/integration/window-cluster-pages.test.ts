import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import type { KnownNetwork } from '../../shared/model/cluster-binding';
import { failureWords } from '../../shared/text/failures';
import { testCluster } from '../support/aws/clusters';
import { detailOf, withClusters } from '../support/cluster-scenarios';
import { button } from '../support/window/controls';
import { keepPicture, small, wide } from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { pageFailures, pages, withPages } from '../support/window/scenarios/pages';

const open = windowTests();

/** Keeps how it looks, wide and light, small and dark. */
async function keepBoth(page: Page, name: string): Promise<void> {
  for (const [label, size, colorScheme] of [
    ['light-wide', wide, 'light'],
    ['dark-small', small, 'dark'],
  ] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await page.locator(`[role=tabpanel] ul >> nth=-1`).scrollIntoViewIfNeeded();
    await keepPicture(page, `${name}-${label}`);
  }
}

describe('a tunnel that is tied to a cluster', () => {
  const shown = testCluster(0, { applications: ['Hadoop', 'Spark'] });
  const tied = (failed: Parameters<typeof withPages>[0], network?: KnownNetwork): Snapshot => {
    const base = withPages(failed);
    const cluster = {
      region: 'ap-northeast-2',
      awsProfile: null,
      rule: { by: 'id', id: shown.id },
      login: false,
      last: { id: shown.id, name: shown.name, ...(network && { network }) },
    } as const;
    return {
      ...base,
      profiles: base.profiles.map((each, at) => (at === 0 ? { ...each, cluster } : each)),
    };
  };

  it('shows the pages of its nodes when asked, and checks them once', async () => {
    const { page, bridge } = await open(tied({}));
    withClusters(bridge, [shown]);
    const fold = button(page, 'More pages of this cluster');
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    await fold.click();
    const list = page.getByRole('list', { name: 'More pages of this cluster' });
    await list.getByText('YARN NodeManager').first().waitFor();
    await list.getByText('HDFS DataNode').first().waitFor();
    await expect.poll(() => list.getByText('answers · 12 ms').count()).toBeGreaterThan(4);
    await keepBoth(page, 'cluster-pages');
    const [asked] = bridge.argsOf('checkPages');
    expect(asked?.urls.some((url) => url.includes('ip-10-0-1-141'))).toBe(true);
    await list.getByRole('button', { name: 'Open', exact: true }).first().click();
    await expect.poll(() => bridge.argsOf('openPage')).toHaveLength(1);
    await button(page, 'Check these').click();
    await expect.poll(() => bridge.argsOf('checkPages')).toHaveLength(2);
  });

  it('shows a page of a node where it answers, when its address is not certain', async () => {
    const { page, bridge } = await open(tied({}));
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

  it.each([
    ['not known', undefined, 'all private addresses', 'until it has connected once'],
    ['refused', null, 'all private addresses', 'on 2026-03-02 AWS did not tell'],
    [
      'known',
      ['10.8.0.0/16', ...[1, 2, 3, 4, 5].map((each) => `10.9.${each}.0/24`)],
      '10.8.0.0/16, 10.9.1.0/24, 10.9.2.0/24, 10.9.3.0/24, +2 through the tunnel',
      'as AWS told on 2026-03-02',
    ],
  ])(
    'says what its exports are about while the ranges are %s',
    async (_how, vpcCidrs, ...words) => {
      const readAt = '2026-03-02T12:00:00.000Z';
      const network = vpcCidrs === undefined ? undefined : { vpcCidrs, domains: [], readAt };
      const { page } = await open(tied({}, network));
      const says = async (within: Locator) => {
        const text = await within.getByText('Exports send').textContent();
        for (const part of words) expect(text).toContain(part);
      };
      await page.getByRole('tab', { name: 'Use it' }).click();
      await says(page.getByRole('tabpanel'));
      await button(page, 'All exports').click();
      await says(page.getByRole('dialog'));
    },
  );

  it('says why AWS does not tell which they are', async () => {
    const { page, bridge } = await open(tied({}));
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
    const { page, bridge } = await open(tied({ 0: pageFailures.timeout, 3: pageFailures.refused }));
    const whys = button(page, 'Why?');
    await whys.nth(1).click();
    expect(await button(page, 'Open through AWS').count()).toBe(0);
    await whys.nth(0).click();
    await keepBoth(page, 'cluster-pages-presigned');
    await button(page, 'Open through AWS').click();
    await expect.poll(() => bridge.argsOf('openPresigned')).toMatchObject([{ url: pages[0] }]);
  });
});
