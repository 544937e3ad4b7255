import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { mendedNetwork } from '../support/doctor-scenarios';
import type { ShownWindow } from '../support/window/browser';
import { button, chooseTab } from '../support/window/controls';
import { doctorTests, examine, goToDoctor, startExamining } from '../support/window/doctor';
import { changeLook, keepLooks, looks } from '../support/window/looks';

const open = doctorTests();

/** What of lists and tables is cut off sideways, or squeezed into a column of single letters. */
function unreadable(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('main td, main li')]
    .filter((each) => {
      const { left, right, width } = each.getBoundingClientRect();
      const frame = each.closest('main').getBoundingClientRect();
      const squeezed = width < 48 && each.textContent.length > 20;
      return squeezed || left < frame.left || right > frame.right;
    })
    .map((each) => each.textContent)`);
}

/** Keeps pictures of all looks, in each of which all that is listed must be there to read. */
async function keepReadable(shown: ShownWindow, name: string): Promise<void> {
  await keepLooks(shown, name);
  for (const look of looks) {
    await changeLook(shown, look);
    expect(await unreadable(shown.page), look.label).toEqual([]);
  }
}

describe('the network doctor’s views, at every size, in three languages', () => {
  it('keeps the page before the first look within the window', async () => {
    const shown = await open();
    await goToDoctor(shown.page);
    await keepReadable(shown, 'doctor-empty');
  });

  it('keeps what was found, and how to mend it, within the window', async () => {
    const shown = await open();
    await examine(shown.page);
    await keepLooks(shown, 'doctor-findings');
    await shown.page
      .getByRole('tabpanel')
      .getByRole('listitem')
      .getByRole('button')
      .first()
      .click();
    const fix = button(shown.page, 'Terraform');
    await fix.scrollIntoViewIfNeeded();
    await keepLooks(shown, 'doctor-fix');
  });

  it('keeps the rules of the guides within the window', async () => {
    const shown = await open();
    await examine(shown.page);
    await chooseTab(shown.page, 'Rules of the guides');
    await shown.page.getByRole('row', { name: /AllowTcpForwarding/ }).scrollIntoViewIfNeeded();
    await keepReadable(shown, 'doctor-guides');
  });

  it('keeps the smallest rules within the window', async () => {
    const shown = await open();
    await examine(shown.page);
    await chooseTab(shown.page, 'Minimal egress');
    await shown.page.getByText('What would break').scrollIntoViewIfNeeded();
    await keepReadable(shown, 'doctor-egress');
  });

  it('keeps a refusal of AWS within the window', async () => {
    const shown = await open();
    shown.network.answer = null;
    await startExamining(shown.page);
    await shown.page.getByText('elasticmapreduce:DescribeCluster').first().waitFor();
    await keepLooks(shown, 'doctor-denied');
  });

  it('keeps a network without a fault within the window', async () => {
    const shown = await open();
    shown.network.answer = mendedNetwork();
    await examine(shown.page);
    await keepLooks(shown, 'doctor-mended');
  });
});
