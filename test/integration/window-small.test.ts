import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { flowAnswer } from '../support/flow-answer';
import { button, chooseTab, field, goTo, hasFocus } from '../support/window/controls';
import { startExamining, withNetwork } from '../support/window/doctor';
import { small, wide } from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { withPages } from '../support/window/scenarios/pages';
import { demo, threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

/** The window as small as it lets itself be made. */
const openSmall = (snapshot: Snapshot) => open(snapshot, small);

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

async function fill(page: Page, label: string, words: string): Promise<Locator> {
  const filled = field(page, label);
  await filled.fill(words);
  return filled;
}

describe('the smallest window', () => {
  it('shows the doctor’s places and the navigation beside its findings whole', async () => {
    const { page, bridge } = await openSmall(threeTunnels());
    withNetwork(bridge);
    await startExamining(page);
    await page.getByRole('tab', { name: 'Findings' }).waitFor();
    const badge = page.getByRole('navigation').getByText(/^\d+$/);
    expect(await badge.count()).toBe(2);
    expect(await cutOff(page.getByRole('navigation').locator('button > span'))).toEqual([]);
    const places = page.getByRole('region', { name: /way/i }).locator('section p');
    expect(await places.allTextContents()).toContain('198.51.100.9');
    expect(await cutOff(places)).toEqual([]);
  });

  it('says how much the doctor found beside everything there is to choose', async () => {
    const { page, bridge } = await openSmall(threeTunnels());
    withNetwork(bridge);
    await startExamining(page);
    const found = page.locator('main > header').getByText(/^\d+ found, /);
    await found.waitFor();
    expect(await cutOff(found)).toEqual([]);
  });

  it('shows the outbound rules of flow logs whole', async () => {
    const { page, bridge } = await openSmall(threeTunnels());
    const [first, ...others] = flowAnswer.destinations;
    if (first?.rule == null) throw new Error('the first destination has no rule');
    const peer = { kind: 'security-group', role: null, id: 'sg-0a1b2c3d4e5f60001' } as const;
    const destinations = [{ ...first, rule: { ...first.rule, peer } }, ...others];
    bridge.handlers.readFlows = () => ({ ok: true, value: { ...flowAnswer, destinations } });
    await goTo(page, 'Flow logs');
    await button(page, 'Choose folder').click();
    await page.getByRole('row').nth(1).waitFor();
    const rules = page.locator('tbody td:last-child');
    expect(await rules.allTextContents()).toContain('tcp 443 → sg-0a1b2c3d4e5f60001');
    for (const size of [small, wide]) {
      await page.setViewportSize(size);
      expect(await cutOff(rules)).toEqual([]);
    }
  });

  it('shows the port of each page, by which two of one node differ', async () => {
    const { page } = await openSmall(withPages({}));
    const places = page.getByRole('list', { name: 'Pages of this tunnel' }).locator('code');
    expect(await places.count()).toBe(6);
    expect(await cutOff(places)).toEqual([]);
  });

  it('keeps the rows of the demonstration’s pages apart', async () => {
    const { page, bridge } = await openSmall(demo());
    const worker = { name: 'YARN NodeManager 10.0.1.41', ok: true, milliseconds: 20 };
    const url = 'http://ip-10-0-1-41.ap-northeast-2.compute.internal:8042/node';
    bridge.handlers.checkDemo = () => ({ ok: true, value: [{ ...worker, url }] });
    await chooseTab(page, 'Use it');
    await button(page, 'Fetch the demo pages').press('Enter');
    const row = page.getByRole('listitem').filter({ hasText: worker.name });
    await row.waitFor();
    expect(await cutOff(row)).toEqual([]);
    expect(await hasFocus(button(page, 'Fetch the demo pages'))).toBe(true);
  });

  it('has room for the ids of AWS that are typed into the editor', async () => {
    const { page } = await openSmall(threeTunnels());
    await button(page, 'New tunnel').click();
    await page.getByLabel('Way to the first server').selectOption('ssm');
    const instance = await fill(page, 'Instance id', 'i-0abc1234def567890');
    const region = await fill(page, 'Region', 'ap-northeast-2');
    expect(await cutOff(instance.or(region))).toEqual([]);
    await page.getByLabel('Kind').selectOption('local');
    expect(await cutOff(instance.or(region))).toEqual([]);
  });

  it('has more room for the destination of a local tunnel than for words', async () => {
    const { page } = await openSmall(threeTunnels());
    await button(page, 'New tunnel').click();
    const there = page.getByRole('region', { name: 'Private network' });
    const before = (await there.boundingBox())?.width ?? 0;
    await page.getByLabel('Kind').selectOption('local');
    expect(await cutOff(await fill(page, 'Destination host', 'ip-10-0-1-23'))).toEqual([]);
    expect((await there.boundingBox())?.width).toBeGreaterThan(before * 1.25);
  });
});
