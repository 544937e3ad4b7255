import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { button, chooseTab, chosenRow, field, hasFocus } from '../support/window/controls';
import type { FakeBridge } from '../support/window/fake-bridge';
import { windowTests } from '../support/window/opened';
import { ed25519Key } from '../support/window/scenarios/profiles';
import { blockedBy, troubles } from '../support/window/scenarios/troubles';
import { demo, empty, threeTunnels, up, view } from '../support/window/scenarios/tunnels';

const open = windowTests();

describe('the list of tunnels', () => {
  let page: Page;
  let bridge: FakeBridge;
  beforeEach(async () => {
    ({ page, bridge } = await open(threeTunnels()));
  });

  it('says every state by word and has exactly one chosen row in the tab order', async () => {
    for (const state of ['Connected', 'Reconnecting', 'Stopped']) {
      expect(await page.getByRole('row', { name: state }).count()).toBe(1);
    }
    const chosen = chosenRow(page);
    expect(await chosen.count()).toBe(1);
    expect(await chosen.textContent()).toContain('Nightly ETL');
    expect(await page.locator('tbody tr[tabindex="0"]').count()).toBe(1);
    expect(await page.locator('body:focus, body:not(:has(:focus))').count()).toBe(1);
    expect(await page.getByText('3 tunnels, 1 connected').isVisible()).toBe(true);
  });

  it('is walked with arrows; Space starts and stops, Enter edits, Delete can be undone', async () => {
    await chosenRow(page).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => bridge.argsOf('stopTunnel')).toEqual([{ profileId: 'nightly-etl' }]);
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await expect.poll(() => bridge.argsOf('startTunnel')).toEqual([{ profileId: 'sandbox' }]);
    await page.keyboard.press('Delete');
    await button(page, 'Undo').click();
    await expect.poll(() => bridge.argsOf('restoreProfile')).toEqual([{ profileId: 'sandbox' }]);
    await expect.poll(() => page.locator('tbody tr').count()).toBe(3);
    await expect.poll(() => hasFocus(chosenRow(page))).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Edit tunnel' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(chosenRow(page))).toBe(true);
  });

  it('does not delete a running tunnel, and says why', async () => {
    await chosenRow(page).focus();
    await page.keyboard.press('Delete');
    await page.getByText('Stop the tunnel first', { exact: true }).waitFor();
    expect(bridge.argsOf('removeProfile')).toEqual([]);
    expect(await button(page, 'Edit').isDisabled()).toBe(true);
    expect(await button(page, 'Delete').isDisabled()).toBe(true);
  });

  it('names each Start and Stop alike and tells them apart by the tunnel’s name', async () => {
    expect(await button(page, 'Stop').count()).toBe(2);
    const start = button(page, 'Start');
    const about = await start.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${about}"]`).textContent()).toContain('Frankfurt sandbox');
    await start.click();
    await expect.poll(() => bridge.argsOf('startTunnel')).toEqual([{ profileId: 'sandbox' }]);
  });

  it('has a menu for the rest that works with the keyboard alone', async () => {
    await chosenRow(page).getByRole('button', { name: 'More' }).focus();
    await page.keyboard.press('Enter');
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    expect(await items.allTextContents()).toEqual([
      'Edit',
      'Duplicate',
      'Export FoxyProxy',
      'Forget stored secret',
      'Move up',
      'Move down',
      'Delete',
    ]);
    for (let at = 0; at < 4; at += 1) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => bridge.argsOf('forgetSecret')).toEqual([{ profileId: 'nightly-etl' }]);
    await expect.poll(() => page.locator('[role=menu]:popover-open').count()).toBe(0);
  });

  it('offers to move a tunnel only where there is somewhere to go', async () => {
    const refused = async (id: string): Promise<string[]> => {
      const row = page.locator(`[data-profile="${id}"]`);
      await row.getByRole('button', { name: 'More' }).click();
      const items = page.getByRole('menuitem', { name: /^Move/, disabled: true });
      await page.getByRole('menuitem', { name: 'Move up' }).waitFor();
      const names = await items.allTextContents();
      await page.keyboard.press('Escape');
      return names;
    };
    expect(await refused('nightly-etl')).toEqual(['Move up']);
    expect(await refused('notebooks')).toEqual([]);
    expect(await refused('sandbox')).toEqual(['Move down']);
    await bridge.emit('profiles', threeTunnels().profiles.slice(0, 1));
    expect(await refused('nightly-etl')).toEqual(['Move up', 'Move down']);
  });

  it('announces a change of state and moves nothing when traffic comes', async () => {
    const before = await page.locator('tbody tr').nth(0).boundingBox();
    const traffic = { bytesUp: 9_000, bytesDown: 3_200_000, flows: 3, held: 0 };
    await bridge.emit('tunnel', { ...view('nightly-etl', up()), traffic });
    expect(await page.locator('tbody tr').nth(0).boundingBox()).toEqual(before);
    await bridge.emit('tunnel', view('sandbox', { state: 'connecting', stage: 'tcp' }));
    const said = page.getByRole('status').filter({ hasText: 'Connecting' });
    await said.waitFor({ state: 'attached' });
    expect(await page.getByRole('row', { name: 'calling the bastion' }).count()).toBe(1);
  });

  it('exports in one click, and by dragging the grip', async () => {
    await button(page, 'Export FoxyProxy').click();
    await page.getByText(/culvert\.json was written/).waitFor();
    const profileId = 'nightly-etl';
    await expect
      .poll(() => bridge.argsOf('saveExport'))
      .toEqual([{ profileId, kind: 'foxyproxy' }]);
    const grip = await page.getByRole('img', { name: /Drag the FoxyProxy file/ }).boundingBox();
    if (grip === null) throw new Error('the grip is not drawn');
    await page.mouse.move(grip.x + 8, grip.y + 8);
    await page.mouse.down();
    await page.mouse.move(grip.x - 60, grip.y + 60, { steps: 8 });
    await page.mouse.up();
    await expect
      .poll(() => bridge.argsOf('dragExport'))
      .toEqual([{ profileId, kind: 'foxyproxy' }]);
  });

  it('lists all exports with what each replaces, to be saved, copied and dragged out', async () => {
    await button(page, 'All exports').click();
    const dialog = page.getByRole('dialog', { name: 'Export this tunnel' });
    const row = (label: string) => dialog.getByRole('listitem').filter({ hasText: label });
    expect(await dialog.getByRole('listitem').count()).toBe(10);
    await row('ZeroOmega')
      .getByText(/replaces all options of ZeroOmega/)
      .waitFor();
    await row('OpenSSH').getByRole('button', { name: 'Copy' }).click();
    await row('OpenSSH').getByRole('button', { name: 'Copied' }).waitFor();
    await row('Proxy script').getByRole('button', { name: 'Save' }).click();
    const profileId = 'nightly-etl';
    expect(bridge.argsOf('copyExport')).toEqual([{ profileId, kind: 'ssh-config' }]);
    await expect.poll(() => bridge.argsOf('saveExport').at(-1)).toEqual({ profileId, kind: 'pac' });
    const grip = await row('XML').getByRole('img').boundingBox();
    if (grip === null) throw new Error('the grip is not drawn');
    await page.mouse.move(grip.x + 8, grip.y + 8);
    await page.mouse.down();
    await page.mouse.move(grip.x - 60, grip.y - 60, { steps: 8 });
    await page.mouse.up();
    await expect
      .poll(() => bridge.argsOf('dragExport').at(-1))
      .toEqual({ profileId, kind: 'foxyproxy-xml' });
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
  });
});

it('a minute of traffic is drawn and its rate told', async () => {
  const { page, bridge } = await open(threeTunnels());
  await page.clock.install({ time: 0 });
  await page.reload();
  await page.getByRole('navigation').waitFor();
  await page.clock.pauseAt(60_000);
  for (let second = 0; second <= 20; second += 1) {
    const bytesDown = second * 3_200_000;
    const traffic = { bytesUp: second * 12_000, bytesDown, flows: 3, held: 0 };
    await bridge.emit('tunnel', { ...view('nightly-etl', up()), traffic });
    await page.clock.runFor(1_000);
  }
  const row = chosenRow(page);
  expect(await row.textContent()).toContain('↓ 3.2 MB/s↑ 12 kB/s');
  const points = await row.locator('polyline').getAttribute('points');
  expect(points?.split(' ').filter((point) => point.endsWith(',1.0')).length).toBeGreaterThan(17);
});

describe('trouble', () => {
  it('with a changed host key shows both fingerprints in full and can be tried again', async () => {
    const { page, bridge } = await open(blockedBy(troubles.hostKey));
    await page.getByText('On record', { exact: true }).waitFor();
    const panel = page.locator('section', { has: page.getByText('Presented now') }).last();
    const shown = await panel.textContent();
    expect(shown?.match(/SHA256:[\w+/]{43}/g)).toHaveLength(2);
    await button(page, 'Try again').click();
    await expect.poll(() => bridge.argsOf('startTunnel')).toEqual([{ profileId: 'nightly-etl' }]);
  });

  it('with a refused login leads to another key file', async () => {
    const { page, bridge } = await open(blockedBy(troubles.refused));
    bridge.handlers.chooseKeyFile = () => ({
      ok: true,
      value: { ...ed25519Key, name: 'other.pem' },
    });
    await button(page, 'Choose key file').click();
    await page.getByRole('heading', { name: 'Edit tunnel' }).waitFor();
    await expect
      .poll(() => field(page, 'Private key').inputValue())
      .toBe('other.pem · ed25519 · encrypted');
  });
});

describe('the demonstration', () => {
  it('is offered at the first run, and started by one click', async () => {
    const { page, bridge } = await open(empty());
    expect(await button(page, 'New tunnel').count()).toBe(1);
    bridge.handlers.startDemo = () => ({ ok: true, value: { profileId: 'demo' } });
    await button(page, 'Try the demo').click();
    await expect.poll(() => bridge.argsOf('startDemo')).toHaveLength(1);
    await bridge.emit('profiles', demo().profiles);
    for (const each of demo().tunnels) await bridge.emit('tunnel', each);
    expect(await chosenRow(page).textContent()).toContain('Demo');
  });

  it('shows what its pages answered', async () => {
    const { page, bridge } = await open(demo());
    const url = 'http://ip-10-0-1-23.ap-northeast-2.compute.internal:8088/';
    bridge.handlers.checkDemo = () => ({
      ok: true,
      value: [{ name: 'YARN ResourceManager', url, ok: true, milliseconds: 41.6 }],
    });
    await chooseTab(page, 'Use it');
    await button(page, 'Fetch the demo pages').click();
    const line = page.getByRole('listitem').filter({ hasText: 'YARN' });
    await line.waitFor();
    expect(await line.textContent()).toBe(`YARN ResourceManager${url}answered · 42 ms`);
  });
});
