import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { type OpenWindow, openWindow, startBrowser } from '../support/window-browser';
import {
  allPagesFail,
  blockedBy,
  pageFailures,
  troubles,
  view,
  withPages,
} from '../support/window-scenarios';
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

describe('what the window advises', () => {
  it('is a rule where nothing came back, and no rule where the bastion refused', async () => {
    const { page, bridge } = await show(blockedBy(troubles.unreachable));
    const rule = page.getByRole('button', { name: 'See the rule to add' });
    await rule.waitFor();
    const cause = { ...troubles.unreachable, why: 'refused' } as typeof troubles.unreachable;
    await bridge.emit('tunnel', view('nightly-etl', { state: 'blocked', cause }));
    await page.getByText('It is not the security group').waitFor();
    expect(await rule.count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Ask the network doctor' }).count()).toBe(0);
  });

  it('is the doctor where a page was refused, which may have more causes than a rule', async () => {
    const { page } = await show(allPagesFail(pageFailures.refused));
    await page.getByRole('button', { name: 'Ask the network doctor' }).waitFor();
    expect(await page.getByRole('button', { name: 'See the rule to add' }).count()).toBe(0);
  });

  it('says where the way is cut only if it is cut outside this computer', async () => {
    const { page, bridge } = await show(blockedBy(troubles.refused));
    const cut = page.getByText('cut here', { exact: true });
    await cut.waitFor();
    const blocked = { state: 'blocked', cause: troubles.port } as const;
    await bridge.emit('tunnel', view('nightly-etl', blocked));
    await page.getByText(/^Port 8157 of this computer is taken/).waitFor();
    expect(await cut.count()).toBe(0);
  });

  it('is to start the tunnel only while it can be started', async () => {
    const { page, bridge } = await show(withPages({}));
    const start = page.getByText('Start the tunnel to see which pages answer.');
    await bridge.emit('tunnel', view('nightly-etl', { state: 'stopped' }));
    await start.waitFor();
    await bridge.emit('tunnel', view('nightly-etl', { state: 'connecting', stage: 'tcp' }));
    await start.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Connections' }).click();
    await page.getByText('Nothing goes through this tunnel now').waitFor();
    expect(await page.getByText('Start the tunnel').count()).toBe(0);
  });
});
