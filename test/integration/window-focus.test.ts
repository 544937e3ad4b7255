import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { type OpenWindow, openWindow, startBrowser } from '../support/window-browser';
import { asking, empty, questions, threeTunnels, up, view } from '../support/window-scenarios';
import { serveWindow, type WindowServer } from '../support/window-server';

let server: WindowServer;
let browser: Browser;
let open: OpenWindow | undefined;

beforeAll(async () => {
  [server, browser] = await Promise.all([serveWindow(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Every test ends with a console, a content policy and a contract that nobody broke. */
afterEach(async () => {
  const problems = await open?.close();
  open = undefined;
  expect(problems).toEqual([]);
});

async function show(snapshot: Snapshot): Promise<OpenWindow> {
  open = await openWindow(browser, server.url, snapshot);
  return open;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const focused = (control: Locator) =>
  expect
    .poll(async () => (await control.and(control.page().locator(':focus')).count()) === 1)
    .toBe(true);

/** Who works with the keyboard goes on from where they are, and not from the top of the window. */
describe('the focus', () => {
  it('comes back to the button that opened a dialog', async () => {
    const { page } = await show(threeTunnels());
    await button(page, 'All exports').press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await focused(button(page, 'All exports'));
  });

  it('comes back to a row when a question about its tunnel is answered', async () => {
    const { page, bridge } = await show(threeTunnels());
    const row = page.locator('[data-profile=nightly-etl]');
    await row.focus();
    await bridge.emit('prompts', asking(questions.passphrase).prompts);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await focused(row);
  });

  it('stays on Stop while the tunnel is closing its connections, and is on Start then', async () => {
    const { page, bridge } = await show(threeTunnels());
    const row = page.locator('[data-profile=nightly-etl]');
    const stop = row.getByRole('button', { name: 'Stop', exact: true });
    await stop.focus();
    await bridge.emit('tunnel', view('nightly-etl', { state: 'stopping' }));
    await expect.poll(() => stop.isDisabled()).toBe(true);
    await focused(stop);
    await page.keyboard.press('Enter');
    expect(bridge.argsOf('stopTunnel')).toEqual([]);
    await bridge.emit('tunnel', view('nightly-etl', { state: 'stopped' }));
    await focused(row.getByRole('button', { name: 'Start', exact: true }));
    await bridge.emit('tunnel', view('nightly-etl', up()));
    await focused(stop);
  });

  it('is on New tunnel where the editor was left and there is no tunnel to go to', async () => {
    const { page } = await show(empty());
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    await button(page, 'New tunnel').press('Enter');
    await page.getByLabel('Name', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await focused(button(page, 'New tunnel'));
  });

  it('goes from the choice of flow logs to their answer, and back to the choice', async () => {
    const { page } = await show(threeTunnels());
    await page.getByRole('navigation').getByRole('button', { name: 'Flow logs' }).press('Enter');
    await button(page, 'Choose files').press('Enter');
    await focused(button(page, 'Another question'));
    await page.keyboard.press('Enter');
    await focused(button(page, 'Choose files'));
  });
});
