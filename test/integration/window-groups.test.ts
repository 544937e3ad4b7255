import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { button } from '../support/window/controls';
import type { FakeBridge } from '../support/window/fake-bridge';
import { windowTests } from '../support/window/opened';
import { grouped } from '../support/window/scenarios/tunnels';

const open = windowTests();
let page: Page;
let bridge: FakeBridge;

beforeEach(async () => {
  ({ page, bridge } = await open(grouped()));
});

const row = (id: string): Locator => page.locator(`[data-profile="${id}"]`);

/** The list as it is shown: headings in brackets, tunnels by id. */
function shown(): Promise<string[]> {
  return page.locator('tbody tr').evaluateAll((rows) =>
    rows.map((each) => {
      const { profile, group } = (each as unknown as { dataset: Record<string, string> }).dataset;
      return profile ?? `[${group}]`;
    }),
  );
}

const whole = [
  'loose',
  '[Seoul production]',
  'nightly-etl',
  'notebooks',
  '[Frankfurt]',
  'sandbox',
  'hive',
];

describe('groups', () => {
  it('close and open, and are closed again after a reload', async () => {
    expect(await shown()).toEqual(whole);
    await button(page, 'Close the group Seoul production').click();
    const closed = whole.filter((each) => each !== 'nightly-etl' && each !== 'notebooks');
    expect(await shown()).toEqual(closed);
    expect(await page.locator('tbody tr[tabindex="0"]').count()).toBe(1);
    await page.reload();
    await page.getByRole('navigation').waitFor();
    expect(await shown()).toEqual(closed);
    await button(page, 'Open the group Seoul production').click();
    expect(await shown()).toEqual(whole);
  });

  it('start and stop all that can be', async () => {
    expect(await page.getByText('2 tunnels, 1 connected').count()).toBe(1);
    await button(page, 'Start all: Frankfurt').click();
    await expect
      .poll(() => bridge.argsOf('startTunnel'))
      .toEqual([{ profileId: 'sandbox' }, { profileId: 'hive' }]);
    await button(page, 'Stop all: Seoul production').click();
    await expect
      .poll(() => bridge.argsOf('stopTunnel'))
      .toEqual([{ profileId: 'nightly-etl' }, { profileId: 'notebooks' }]);
    expect(await button(page, 'Stop all: Frankfurt').count()).toBe(0);
  });

  it('are renamed, moved and taken apart, which can be undone', async () => {
    await button(page, 'More for the group Frankfurt').click();
    await page.getByRole('menuitem', { name: 'Rename group' }).click();
    await page.getByRole('textbox', { name: 'Group name' }).fill('Berlin');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await shown())[4]).toBe('[Berlin]');
    await button(page, 'More for the group Berlin').click();
    const refused = page.getByRole('menuitem', { name: /^Move group/, disabled: true });
    expect(await refused.allTextContents()).toEqual(['Move group down']);
    await page.getByRole('menuitem', { name: 'Move group up' }).click();
    await expect.poll(async () => (await shown())[1]).toBe('[Berlin]');
    await button(page, 'More for the group Berlin').click();
    await page.getByRole('menuitem', { name: 'Take group apart' }).click();
    await expect.poll(shown).not.toContain('[Berlin]');
    await button(page, 'Undo').click();
    await expect.poll(shown).toContain('[Berlin]');
  });
});

describe('the order', () => {
  it('is changed with Alt and the arrows, over headings too, and the focus goes along', async () => {
    await row('loose').click();
    await row('loose').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect
      .poll(shown)
      .toEqual([
        '[Seoul production]',
        'loose',
        'nightly-etl',
        'notebooks',
        '[Frankfurt]',
        'sandbox',
        'hive',
      ]);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await shown())[2]).toBe('loose');
    expect(await row('loose').and(page.locator(':focus')).count()).toBe(1);
    await bridge.settled();
    expect(bridge.argsOf('arrangeProfiles').at(-1)?.order.slice(0, 2)).toEqual([
      { profileId: 'nightly-etl', group: 'Seoul production' },
      { profileId: 'loose', group: 'Seoul production' },
    ]);
  });

  it('is changed by dragging a row to another, and to a heading', async () => {
    await row('hive').dragTo(row('nightly-etl'), { targetPosition: { x: 300, y: 4 } });
    await expect
      .poll(async () => (await shown()).slice(1, 3))
      .toEqual(['[Seoul production]', 'hive']);
    await row('loose').dragTo(page.locator('[data-group=Frankfurt]'));
    await expect
      .poll(async () => (await shown()).slice(-3))
      .toEqual(['[Frankfurt]', 'loose', 'sandbox']);
  });

  it('stays as it was when it cannot be stored', async () => {
    bridge.handlers.arrangeProfiles = () => ({ ok: false, error: { code: 'not-permitted' } });
    await row('loose').click();
    await row('loose').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByText('That is not possible').waitFor();
    expect(await shown()).toEqual(whole);
  });
});
