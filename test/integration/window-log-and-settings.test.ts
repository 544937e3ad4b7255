import { describe, expect, it } from 'vitest';
import { button, field, goTo } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

describe('log and settings', () => {
  it('filter what is shown and copy just that', async () => {
    const { page, bridge } = await open(threeTunnels());
    await goTo(page, 'Log');
    await field(page, 'Filter').fill('listening');
    await page.getByText('1 of 9 lines').waitFor();
    await button(page, 'Copy').click();
    await page.getByText('1 line copied.').waitFor();
    const [copied] = bridge.argsOf('copyText');
    expect(copied?.text).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Information {2}Nightly ETL {2}/,
    );
  });

  it('follow new lines until the person scrolls up', async () => {
    const { page, bridge } = await open(threeTunnels());
    await goTo(page, 'Log');
    const entries = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        sequence: from + at,
        at: Date.now(),
        profileId: 'sandbox',
        event: { code: 'stage', stage: 'tcp' } as const,
      }));
    const box = "document.querySelector('[role=log]')";
    const left = () =>
      page.evaluate<number>(`${box}.scrollHeight - ${box}.scrollTop - ${box}.clientHeight`);
    await bridge.emit('log', entries(100, 500));
    await expect.poll(left).toBeLessThan(2);
    await page.evaluate(`${box}.scrollTo(0, 0)`);
    await button(page, 'Go to the latest').waitFor();
    await bridge.emit('log', entries(600, 100));
    expect(await page.evaluate(`${box}.scrollTop`)).toBe(0);
    await button(page, 'Go to the latest').click();
    await expect.poll(left).toBeLessThan(2);
  });

  it('change language and theme at once, and keep them', async () => {
    const { page, bridge } = await open(threeTunnels());
    await goTo(page, 'Settings');
    await field(page, 'Language').selectOption('ko');
    await page.getByRole('heading', { name: '설정' }).waitFor();
    await field(page, '테마').selectOption('dark');
    await page.locator('html[lang=ko][data-theme=dark]').waitFor();
    expect(bridge.argsOf('savePreferences').at(-1)).toEqual({
      language: 'ko',
      theme: 'dark',
      browser: 'automatic',
      servePac: false,
    });
  });
});

it('the log page copies a report of all tunnels, or of the one that is chosen', async () => {
  const profileId = 'nightly-etl';
  const { page, bridge } = await open(threeTunnels());
  await goTo(page, 'Log');
  await button(page, 'Copy report').click();
  await field(page, 'Tunnel').selectOption(profileId);
  await button(page, 'Copy report').click();
  await expect
    .poll(() => bridge.argsOf('copyReport'))
    .toEqual([{ of: 'all' }, { of: 'tunnel', profileId }]);
});
