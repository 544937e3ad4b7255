import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { withClusters } from '../support/cluster-scenarios';
import { button, field, goTo } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { grouped, threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

/** Types as an input method does: the last of it may still become something else. */
async function compose(page: Page, input: Locator, text: string): Promise<() => Promise<void>> {
  await input.focus();
  const client = await page.context().newCDPSession(page);
  const at = text.length;
  await client.send('Input.imeSetComposition', { text, selectionStart: at, selectionEnd: at });
  return async () => void (await client.send('Input.insertText', { text }));
}

it('Escape that drops a candidate does not leave the editor', async () => {
  const { page } = await open(threeTunnels());
  await button(page, 'New tunnel').click();
  const take = await compose(page, field(page, 'Name'), '데이터');
  await page.keyboard.press('Escape');
  await take();
  expect(await field(page, 'Name').inputValue()).toContain('데이터');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Tunnels' }).waitFor();
});

it('Enter that takes a candidate does not end the renaming of a group', async () => {
  const { page, bridge } = await open(grouped());
  await button(page, 'More for the group Frankfurt').click();
  await page.getByRole('menuitem', { name: 'Rename group' }).click();
  const name = page.getByRole('textbox', { name: 'Group name' });
  await name.fill('');
  const take = await compose(page, name, '데');
  await page.keyboard.press('Enter');
  expect(await name.count()).toBe(1);
  expect(bridge.argsOf('arrangeProfiles')).toEqual([]);
  await take();
  await page.keyboard.press('Enter');
  await expect.poll(() => bridge.argsOf('arrangeProfiles').length).toBe(1);
});

it('Enter that takes a candidate asks AWS for no tag of half a word', async () => {
  const { page, bridge } = await open(threeTunnels());
  withClusters(bridge);
  await goTo(page, 'Clusters');
  const tag = page.getByRole('textbox', { name: 'Tag' });
  await tag.fill('팀=');
  const asked = bridge.argsOf('listClusters').length;
  const take = await compose(page, tag, '데');
  await page.keyboard.press('Enter');
  await take();
  expect(bridge.argsOf('listClusters').length).toBe(asked);
  await page.keyboard.press('Enter');
  await expect.poll(() => bridge.argsOf('listClusters').length).toBeGreaterThan(asked);
});
