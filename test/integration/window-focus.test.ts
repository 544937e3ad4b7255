import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { button, field, hasFocus } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { asking, questions } from '../support/window/scenarios/questions';
import { empty, threeTunnels, up, view } from '../support/window/scenarios/tunnels';

const open = windowTests();

const focused = (control: Locator) => expect.poll(() => hasFocus(control)).toBe(true);

/** Who works with the keyboard goes on from where they are, and not from the top of the window. */
describe('the focus', () => {
  it('comes back to the button that opened a dialog', async () => {
    const { page } = await open(threeTunnels());
    await button(page, 'All exports').press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await focused(button(page, 'All exports'));
  });

  it('comes back to a row when a question about its tunnel is answered', async () => {
    const { page, bridge } = await open(threeTunnels());
    const row = page.locator('[data-profile=nightly-etl]');
    await row.focus();
    await bridge.emit('prompts', asking(questions.passphrase).prompts);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await focused(row);
  });

  it('stays on Stop while the tunnel is closing its connections, and is on Start then', async () => {
    const { page, bridge } = await open(threeTunnels());
    const row = page.locator('[data-profile=nightly-etl]');
    const stop = button(row, 'Stop');
    await stop.focus();
    await bridge.emit('tunnel', view('nightly-etl', { state: 'stopping' }));
    await expect.poll(() => stop.isDisabled()).toBe(true);
    await focused(stop);
    await page.keyboard.press('Enter');
    expect(bridge.argsOf('stopTunnel')).toEqual([]);
    await bridge.emit('tunnel', view('nightly-etl', { state: 'stopped' }));
    await focused(button(row, 'Start'));
    await bridge.emit('tunnel', view('nightly-etl', up()));
    await focused(stop);
  });

  it('is on New tunnel where the editor was left and there is no tunnel to go to', async () => {
    const { page } = await open(empty());
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    await button(page, 'New tunnel').press('Enter');
    await field(page, 'Name').waitFor();
    await page.keyboard.press('Escape');
    await focused(button(page, 'New tunnel'));
  });

  it('goes to what the doctor cannot do without, each time it is asked for', async () => {
    const { page, bridge } = await open(threeTunnels());
    const profiles = { profiles: [], profile: 'default' };
    bridge.handlers.awsAccess = () => ({ ok: true, value: { ...profiles, region: null } });
    await page.getByRole('navigation').getByRole('button', { name: 'Network doctor' }).click();
    const cluster = field(page, 'Cluster');
    for (const _time of ['once', 'twice']) {
      await button(page, 'Examine').press('Enter');
      await focused(cluster);
    }
    await cluster.fill('j-2AXXXXXXGAPLF');
    // What is missing is the region, not the cluster.
    await page.getByText('Choose a region above first.').waitFor();
    expect(bridge.argsOf('examineNetwork')).toEqual([]);
  });

  it('goes from the choice of flow logs to their answer, and back to the choice', async () => {
    const { page } = await open(threeTunnels());
    await page.getByRole('navigation').getByRole('button', { name: 'Flow logs' }).press('Enter');
    await button(page, 'Choose files').press('Enter');
    await focused(button(page, 'Another question'));
    await page.keyboard.press('Enter');
    await focused(button(page, 'Choose files'));
  });
});
