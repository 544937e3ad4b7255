import { describe, expect, it } from 'vitest';
import { chooseTab } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { openRequests } from '../support/window/scenarios/connections';
import { threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

describe('the connections of a tunnel', () => {
  it('stand with destination and bytes, and go when they end', async () => {
    const { page, bridge } = await open(threeTunnels());
    let now = openRequests();
    bridge.handlers.openRequests = () => ({ ok: true, value: now });
    await chooseTab(page, 'Connections');
    const table = page.getByRole('table', { name: 'Connections through this tunnel' });
    const row = table.getByRole('row').filter({ hasText: ':18080' });
    await expect.poll(() => row.textContent()).toContain('3.2 MB');
    expect(await table.getByText('waiting').count()).toBe(1);
    expect(await page.getByText('and 2 older ones').isVisible()).toBe(true);
    now = { shown: [], total: 0 };
    await page.getByText('Nothing goes through this tunnel now').waitFor();
  });

  it('are not asked for while nobody looks, nor of a tunnel that is stopped', async () => {
    const { page, bridge } = await open(threeTunnels());
    expect(bridge.argsOf('openRequests')).toEqual([]);
    await page.getByRole('row', { name: 'Frankfurt' }).click();
    await chooseTab(page, 'Connections');
    await page.getByText('Start the tunnel to see what goes through it.').waitFor();
    expect(bridge.argsOf('openRequests')).toEqual([]);
  });
});
