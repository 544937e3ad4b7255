import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noTraffic } from '../../shared/model/no-traffic';
import type { ShownWindow } from '../support/window/browser';
import { button, field, goTo, hasFocus } from '../support/window/controls';
import { keepLooks, twoLooks } from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { asking, questions } from '../support/window/scenarios/questions';
import { threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

/** A window, with its time in the test's hands, in which the third tunnel was just deleted. */
async function deleted(): Promise<ShownWindow> {
  const shown = await open(threeTunnels());
  await shown.page.clock.install();
  await shown.page.locator('[data-profile=sandbox]').focus();
  await shown.page.keyboard.press('Delete');
  await button(shown.page, 'Undo').waitFor();
  return shown;
}

const question = (page: Page) => page.getByRole('dialog', { name: 'Passphrase needed' });

describe('a notice that comes over a dialog', () => {
  it('is seen there, goes by its own button, and by Tab', async () => {
    const { page, bridge } = await open(threeTunnels());
    const failure = { code: 'file-unwritable', name: 'foxyproxy.json', why: 'ENOSPC' } as const;
    bridge.handlers.saveExport = () => ({ ok: false, error: { code: 'failure', failure } });
    await button(page, 'All exports').click();
    const dialog = page.getByRole('dialog');
    await button(dialog, 'Save').first().click();
    const notice = dialog.getByRole('region', { name: 'Notices' }).getByText('ENOSPC');
    await notice.waitFor();
    await keepLooks({ page, bridge }, 'notice-over-dialog');
    await button(dialog, 'Dismiss').click();
    await expect.poll(() => notice.count()).toBe(0);
    await button(dialog, 'Save').first().click();
    await notice.waitFor();
    await button(dialog, 'Done').focus();
    await page.keyboard.press('Tab');
    expect(await hasFocus(button(dialog, 'Dismiss'))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    await page.getByText('ENOSPC').waitFor();
  });

  it('and a change of state are there for screen readers', async () => {
    const { page, bridge } = await open(asking(questions.passphrase));
    await question(page).waitFor();
    await bridge.emit('tunnel', {
      profileId: 'notebooks',
      state: { state: 'stopping' },
      traffic: noTraffic,
    });
    await question(page).getByRole('status').filter({ hasText: 'Ad-hoc notebooks' }).waitFor();
  });
});

const middle = [0.5];
const everywhere = [0.1, 0.3, 0.5, 0.7, 0.9];

/** Whether nothing lies over these parts of it, in its width and its height. */
function isOnTop(control: Locator, parts: readonly number[]): Promise<boolean> {
  return control.evaluate((element, shares) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = (x: number, y: number) =>
      element.contains(element.ownerDocument.elementFromPoint(left + width * x, top + height * y));
    return shares.every((x) => shares.every((y) => hit(x, y)));
  }, parts);
}

describe('a notice', () => {
  it('makes way for what has the focus, and lies over the headings of lists', async () => {
    const { page } = await open(threeTunnels(), { width: 1180, height: 720 });
    await page.locator('[data-profile=sandbox]').focus();
    await page.keyboard.press('Delete');
    const notice = page.getByRole('region', { name: 'Notices' }).getByRole('listitem');
    await notice.waitFor();
    await goTo(page, 'Flow logs');
    const copy = button(page, 'Copy command');
    await expect.poll(() => isOnTop(copy, middle)).toBe(false);
    await copy.focus();
    await expect.poll(() => isOnTop(copy, middle)).toBe(true);
    expect(await isOnTop(notice, everywhere)).toBe(true);
    await goTo(page, 'Tunnels');
    await page.setViewportSize({ width: 700, height: 720 });
    const heading = await page.getByRole('columnheader', { name: 'Tunnel' }).boundingBox();
    const { y = 0, height = 0 } = (await notice.boundingBox()) ?? {};
    expect(heading?.y).toBeLessThan(y + height * 0.9);
    expect(await isOnTop(notice, everywhere)).toBe(true);
  });
});

describe('an undo', () => {
  it('waits while a question is open, and can be pressed under it', async () => {
    const { page, bridge } = await deleted();
    await bridge.emit('prompts', asking(questions.passphrase).prompts);
    await question(page).waitFor();
    await page.clock.fastForward(60_000);
    await keepLooks({ page, bridge }, 'undo-over-question', twoLooks);
    await button(question(page), 'Undo').click();
    await expect.poll(() => bridge.argsOf('restoreProfile')).toEqual([{ profileId: 'sandbox' }]);
    expect(await question(page).count()).toBe(1);
  });

  it('stays longer than words alone, and goes in the end', async () => {
    const { page } = await deleted();
    await page.clock.fastForward(19_000);
    expect(await button(page, 'Undo').count()).toBe(1);
    await page.clock.fastForward(1_100);
    await expect.poll(() => button(page, 'Undo').count()).toBe(0);
  });

  it('is pressed by its key, unless a text has the focus or a question is open', async () => {
    const { page, bridge } = await deleted();
    await button(page, 'New tunnel').click();
    await field(page, 'Name').fill('a');
    await page.keyboard.press('Control+z');
    await bridge.emit('prompts', asking(questions.hostKey).prompts);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(field(page, 'Name'))).toBe(true);
    expect(bridge.argsOf('restoreProfile')).toEqual([]);
    await button(page, 'Cancel').focus();
    await page.keyboard.press('Control+Shift+z');
    expect(bridge.argsOf('restoreProfile')).toEqual([]);
    // The browser's own redo goes to the text it was about.
    await button(page, 'Cancel').focus();
    expect(await button(page, 'Undo').getAttribute('aria-keyshortcuts')).toBe('Control+Z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => bridge.argsOf('restoreProfile')).toEqual([{ profileId: 'sandbox' }]);
    await expect.poll(() => button(page, 'Undo').count()).toBe(0);
  });
});
