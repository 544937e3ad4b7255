import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { failureWords } from '../../shared/text/failures';
import { button, field, goTo } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import {
  allPagesFail,
  pageFailures,
  pages,
  reach,
  withPages,
} from '../support/window/scenarios/pages';
import { threeTunnels, view } from '../support/window/scenarios/tunnels';

const open = windowTests();

const picture = (page: Page) => page.getByRole('region', { name: 'The way through this tunnel' });
const profileId = 'nightly-etl';

describe('the three facts', () => {
  it('stand in the picture: SSH with its latency, forwards, and how many pages answer', async () => {
    const { page, bridge } = await open(withPages({ 3: pageFailures.refused }));
    const words = async () => (await picture(page).textContent()) ?? '';
    await expect.poll(words).toContain('18 ms');
    expect(await words()).toContain('forwards: yes');
    expect(await words()).toContain('5 of 6 pages');
    await bridge.emit('reach', { ...reach(profileId), ssh: { milliseconds: 230.7 } });
    await expect.poll(words).toContain('6 of 6 pages');
    expect(await words()).toContain('231 ms');
    await bridge.emit('tunnel', view(profileId, { state: 'stopping' }));
    await expect.poll(words).not.toContain('of 6 pages');
  });

  it('say what is wrong when no page answers, though the tunnel is up', async () => {
    const { page, bridge } = await open(allPagesFail(pageFailures.timeout));
    const { what, cause, next } = failureWords(pageFailures.timeout, 'en');
    const panel = page.getByRole('region', { name: what });
    const words = await panel.textContent();
    for (const part of ['The SSH connection is fine.', what, cause, next]) {
      expect(words).toContain(part);
    }
    const row = page.getByRole('row', { name: 'Needs attention' });
    expect(await row.textContent()).toContain('page timed out');
    expect(await page.getByText('3 tunnels, 1 needs attention').isVisible()).toBe(true);
    await panel.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => bridge.argsOf('checkReach')).toEqual([{ profileId }]);
    await panel.getByRole('button', { name: 'Copy report' }).click();
    await expect.poll(() => bridge.argsOf('copyReport')).toEqual([{ of: 'tunnel', profileId }]);
    await page.getByText(/report with the last 9 log lines/).waitFor();
  });
});

describe('the Pages tab', () => {
  it('is the first, lists each page with what came of it, and copies its address', async () => {
    const { page, bridge } = await open(withPages({ 3: pageFailures.refused }));
    const items = page.getByRole('list', { name: 'Pages of this tunnel' }).getByRole('listitem');
    expect(await items.count()).toBe(pages.length);
    expect(await items.first().textContent()).toContain('answers · 40 ms');
    await items.first().getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => bridge.argsOf('copyText')).toEqual([{ text: pages[0] }]);
    await button(page, 'Check now').click();
    await expect.poll(() => bridge.argsOf('checkReach')).toEqual([{ profileId }]);
    await bridge.emit('reach', { ...reach(profileId), checking: true });
    await expect.poll(() => button(page, 'Checking…').isDisabled()).toBe(true);
  });

  it('explains a page that does not answer, by keyboard as well', async () => {
    const { page } = await open(withPages({ 3: pageFailures.refused }));
    const why = button(page, 'Why?');
    expect(await why.getAttribute('aria-expanded')).toBe('false');
    await why.focus();
    await page.keyboard.press('Enter');
    const { what, cause, next } = failureWords(pageFailures.refused, 'en');
    for (const part of [what, cause, next]) await page.getByText(part, { exact: true }).waitFor();
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText(next, { exact: true }).count()).toBe(0);
  });

  it('opens a page in the browser of the preferences, while the tunnel is up', async () => {
    const { page, bridge } = await open(withPages({ 3: pageFailures.refused }));
    const opens = button(page, 'Open');
    expect(await opens.count()).toBe(pages.length - 1);
    await opens.first().click();
    await page.getByText('Opened in Chromium, with a profile of its own.').waitFor();
    expect(bridge.argsOf('openPage')).toEqual([{ profileId, url: pages[0] }]);
    await bridge.emit('tunnel', view(profileId, { state: 'stopped' }));
    await expect.poll(() => opens.first().isDisabled()).toBe(true);
  });

  it('teaches when a tunnel has no pages, and leads to the field', async () => {
    const { page } = await open(threeTunnels());
    await page.getByRole('row', { name: 'Stopped' }).click();
    await page.getByText('Which pages is this tunnel for?').waitFor();
    await button(page, 'Add pages').click();
    await field(page, 'Pages to check').waitFor();
  });
});

it('the form takes pages and the only destinations, and says what is no page', async () => {
  const { page, bridge } = await open(threeTunnels());
  await page.getByRole('row', { name: 'Stopped' }).click();
  await button(page, 'Edit').click();
  const listed = field(page, 'Pages to check');
  await listed.fill('ftp://node/');
  await button(page, 'Save').click();
  await page.getByText(/This is not the address of a page/).waitFor();
  await listed.fill('http://node:8088/\nhttps://node:9443/hub');
  await page.getByText('Advanced').click();
  await field(page, 'Only these destinations').fill('compute.internal 8088');
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile')).toHaveLength(1);
  expect(bridge.argsOf('saveProfile')[0]?.draft).toMatchObject({
    pages: ['http://node:8088/', 'https://node:9443/hub'],
    limit: { suffixes: ['compute.internal'], ranges: [], ports: [8088] },
  });
});

it('the settings say where pages open, in browsers that are here', async () => {
  const { page, bridge } = await open(threeTunnels());
  await goTo(page, 'Settings');
  const choice = field(page, 'Open pages in');
  await expect
    .poll(() => choice.getByRole('option').allTextContents())
    .toEqual([
      'The first one found (Chromium)',
      'Chromium, with a profile of its own',
      'Firefox, with a profile of its own',
      'Default browser, set up with FoxyProxy',
    ]);
  await choice.selectOption('default');
  await page.getByText(/import the FoxyProxy export of the tunnel first/).waitFor();
  expect(bridge.argsOf('savePreferences').at(-1)).toMatchObject({ browser: 'default' });
});
