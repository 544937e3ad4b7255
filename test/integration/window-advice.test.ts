import { describe, expect, it } from 'vitest';
import { chooseTab } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { allPagesFail, pageFailures, withPages } from '../support/window/scenarios/pages';
import { blockedBy, troubles } from '../support/window/scenarios/troubles';
import { view } from '../support/window/scenarios/tunnels';

const open = windowTests();

describe('what the window advises', () => {
  it('is a rule where nothing came back, and no rule where the bastion refused', async () => {
    const { page, bridge } = await open(blockedBy(troubles.unreachable));
    const rule = page.getByRole('button', { name: 'See the rule to add' });
    await rule.waitFor();
    const cause = { ...troubles.unreachable, why: 'refused' } as typeof troubles.unreachable;
    await bridge.emit('tunnel', view('nightly-etl', { state: 'blocked', cause }));
    await page.getByText('It is not the security group').waitFor();
    expect(await rule.count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Ask the network doctor' }).count()).toBe(0);
  });

  it('is the doctor where a page was refused, which may have more causes than a rule', async () => {
    const { page } = await open(allPagesFail(pageFailures.refused));
    await page.getByRole('button', { name: 'Ask the network doctor' }).waitFor();
    expect(await page.getByRole('button', { name: 'See the rule to add' }).count()).toBe(0);
  });

  it('says where the way is cut only if it is cut outside this computer', async () => {
    const { page, bridge } = await open(blockedBy(troubles.refused));
    const cut = page.getByText('cut here', { exact: true });
    await cut.waitFor();
    const blocked = { state: 'blocked', cause: troubles.port } as const;
    await bridge.emit('tunnel', view('nightly-etl', blocked));
    await page.getByText(/^Port 8157 of this computer is taken/).waitFor();
    expect(await cut.count()).toBe(0);
  });

  it('is to start the tunnel only while it can be started', async () => {
    const { page, bridge } = await open(withPages({}));
    const start = page.getByText('Start the tunnel to see which pages answer.');
    await bridge.emit('tunnel', view('nightly-etl', { state: 'stopped' }));
    await start.waitFor();
    await bridge.emit('tunnel', view('nightly-etl', { state: 'connecting', stage: 'tcp' }));
    await start.waitFor({ state: 'detached' });
    await chooseTab(page, 'Connections');
    await page.getByText('Nothing goes through this tunnel now').waitFor();
    expect(await page.getByText('Start the tunnel').count()).toBe(0);
  });
});
