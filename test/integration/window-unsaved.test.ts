import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { withClusters } from '../support/cluster-scenarios';
import type { ShownWindow } from '../support/window/browser';
import { button, field, goTo } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

/** A window where somebody has begun to change the third tunnel. */
async function changing(): Promise<ShownWindow> {
  const shown = await open(threeTunnels());
  withClusters(shown.bridge);
  await editThird(shown.page);
  await field(shown.page, 'Group').fill('Frankfurt');
  return shown;
}

async function editThird(page: Page): Promise<void> {
  await page.locator('[data-profile=sandbox]').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Edit tunnel' }).waitFor();
}

async function useCluster(page: Page): Promise<void> {
  await goTo(page, 'Clusters');
  await page.getByText('subnet-0123456789abcdef0').waitFor();
  await page.getByRole('button', { name: 'Use this cluster' }).click();
}

function notice(page: Page, words: RegExp) {
  return page.getByRole('region', { name: 'Notices' }).getByRole('listitem').filter({
    hasText: words,
  });
}

const undo = (page: Page, words: RegExp) => button(notice(page, words), 'Undo').click();

it('a new tunnel for a cluster sets aside what is being changed, and both come back', async () => {
  const { page } = await changing();
  await useCluster(page);
  await button(page, 'Continue').click();
  await page.getByRole('heading', { name: 'New tunnel' }).waitFor();
  expect(await field(page, 'Name').inputValue()).toBe('nightly-etl');
  await undo(page, /Frankfurt sandbox .* were not saved/);
  await page.getByRole('heading', { name: 'Edit tunnel' }).waitFor();
  expect(await field(page, 'Group').inputValue()).toBe('Frankfurt');
  await undo(page, /The new tunnel was not saved/);
  expect(await field(page, 'Name').inputValue()).toBe('nightly-etl');
});

it('a tunnel tied to a cluster keeps that tie when older changes to it are brought back', async () => {
  const { page, bridge } = await changing();
  await useCluster(page);
  await page.getByRole('combobox', { name: 'Tunnel' }).selectOption('sandbox');
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Tunnels' }).waitFor();
  await undo(page, /Frankfurt sandbox .* were not saved/);
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile').length).toBe(2);
  const [tied, changed] = bridge.argsOf('saveProfile').map(({ draft }) => draft);
  expect(tied?.cluster?.rule).toEqual({ by: 'name', name: 'nightly-etl' });
  expect(changed).toEqual({ ...tied, group: 'Frankfurt' });
});

it('an editor in which nothing was changed makes room without a word', async () => {
  const { page, bridge } = await open(threeTunnels());
  withClusters(bridge);
  await editThird(page);
  await useCluster(page);
  await page.getByRole('combobox', { name: 'Tunnel' }).selectOption('sandbox');
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Tunnels' }).waitFor();
  expect(await button(page, 'Undo').count()).toBe(0);
});

it('an undo sets aside what was begun meanwhile, and takes no password from it', async () => {
  const { page, bridge } = await changing();
  await field(page, 'Authentication').selectOption('password');
  await button(page, 'Cancel').click();
  await button(page, 'New tunnel').click();
  await field(page, 'Name').fill('Begun meanwhile');
  await field(page, 'Authentication').selectOption('password');
  await field(page, 'Password').fill('of the new one');
  await undo(page, /were not saved/);
  await page.getByRole('heading', { name: 'Edit tunnel' }).waitFor();
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile').length).toBe(1);
  const [saved] = bridge.argsOf('saveProfile');
  expect(saved).toMatchObject({ profileId: 'sandbox', secret: null });
  await undo(page, /The new tunnel was not saved/);
  expect(await field(page, 'Name').inputValue()).toBe('Begun meanwhile');
});
