import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ClusterBinding } from '../../shared/model/cluster-binding';
import type { ShownWindow } from '../support/window/browser';
import { button, field, hasFocus } from '../support/window/controls';
import { keepLooks } from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { profile } from '../support/window/scenarios/profiles';
import { empty } from '../support/window/scenarios/tunnels';

const open = windowTests();

const binding: ClusterBinding = {
  region: 'ap-northeast-2',
  awsProfile: null,
  rule: { by: 'id', id: 'j-2AXXXXXXGAPLF' },
  login: true,
  last: { id: 'j-2AXXXXXXGAPLF', name: 'nightly-etl' },
};

/** The editor of a tunnel that is tied to a cluster. */
async function editTied(changes: Partial<ClusterBinding> = {}): Promise<ShownWindow> {
  const cluster = { ...binding, ...changes };
  const shown = await open({ ...empty(), profiles: [profile('tied', { cluster })] });
  await edit(shown.page);
  return shown;
}

async function edit(page: Page): Promise<void> {
  await page.locator('[data-profile=tied]').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Edit tunnel' }).waitFor();
}

it('a tunnel that logs in to a cluster is let go, and its host can be typed then', async () => {
  const { page, bridge } = await editTied();
  await page.getByText('Follows the cluster “nightly-etl”').waitFor();
  await page.getByText('this one only · j-2AXXXXXXGAPLF · ap-northeast-2').waitFor();
  const host = field(page, 'Bastion host');
  expect(await host.getAttribute('readonly')).not.toBeNull();
  await page.getByText('primary node, looked up at each connect').waitFor();
  await keepLooks({ page, bridge }, 'editor-tied');
  await button(page, 'Stop following').click();
  await expect.poll(() => hasFocus(host)).toBe(true);
  expect(await host.getAttribute('readonly')).toBeNull();
  expect(await page.getByText('Follows the cluster').count()).toBe(0);
  await host.fill('bastion.seoul');
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile').length).toBe(1);
  const [saved] = bridge.argsOf('saveProfile');
  expect(saved?.draft).toMatchObject({ cluster: null, bastion: { host: 'bastion.seoul' } });
});

it('it stays tied when the editor is left, and its bastion is its own without a login', async () => {
  const { page, bridge } = await editTied({ login: false, last: null });
  await page.getByText('Follows the cluster “j-2AXXXXXXGAPLF”').waitFor();
  expect(await field(page, 'Bastion host').getAttribute('readonly')).toBeNull();
  await button(page, 'Stop following').click();
  await button(page, 'Cancel').click();
  await edit(page);
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile').length).toBe(1);
  expect(bridge.argsOf('saveProfile')[0]?.draft.cluster?.rule).toEqual(binding.rule);
});
