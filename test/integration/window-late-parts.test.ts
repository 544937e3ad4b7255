import type { Page, Route } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { waitUntil } from '../support/ports';
import { button, field, hasFocus } from '../support/window/controls';
import { FakeBridge } from '../support/window/fake-bridge';
import { hostWindow } from '../support/window/opened';
import { asking, questions } from '../support/window/scenarios/questions';
import { empty, threeTunnels } from '../support/window/scenarios/tunnels';

const host = hostWindow();
let opened: Page | undefined;

afterEach(async () => {
  await opened?.context().close();
  opened = undefined;
});

/** The window as it is before the file of one part has come. */
async function showWithout(snapshot: Snapshot, file: string, locale = 'en') {
  const context = await host.browser().newContext({ locale });
  const page = await context.newPage();
  opened = page;
  const held: Route[] = [];
  let answer: 'continue' | 'abort' | null = null;
  await page.route(new RegExp(`/assets/${file}-[^/]+\\.js$`), async (route) => {
    if (answer === null) held.push(route);
    else await route[answer]();
  });
  await FakeBridge.install(page, snapshot);
  await page.goto(host.url());
  return {
    page,
    /** Settled once the part was asked for, which is answered by `settle`. */
    asked: () => waitUntil('the part to be asked for', () => held.length > 0),
    settle: async (how: 'continue' | 'abort') => {
      // A file may be asked for twice: to be there in time, and to be run.
      answer = how;
      for (const route of held.splice(0)) await route[how]();
    },
  };
}

describe('a part of the window that has not come yet', () => {
  it('does not keep the window from being used', async () => {
    const { page, asked } = await showWithout(threeTunnels(), 'prompt-dialog');
    await page.getByRole('row', { name: 'Reconnecting' }).click();
    await page.getByRole('row', { name: 'Reconnecting', selected: true }).waitFor();
    await asked();
  });

  it('is waited for under its title, and takes the focus when it comes', async () => {
    const { page, asked, settle } = await showWithout(empty(), 'editor-page');
    await button(page, 'New tunnel').click();
    await page.getByRole('heading', { name: 'New tunnel', level: 1 }).waitFor();
    expect(await field(page, 'Name').count()).toBe(0);
    await asked();
    await settle('continue');
    const name = field(page, 'Name');
    await name.waitFor();
    await waitUntil('the focus on Name', () => hasFocus(name));
  });

  it('is given up when the person goes elsewhere meanwhile', async () => {
    const { page, asked, settle } = await showWithout(empty(), 'log-page');
    await button(page, 'Log').click();
    await page.getByRole('heading', { name: 'Log', level: 1 }).waitFor();
    await button(page, 'Tunnels').click();
    await asked();
    await settle('continue');
    await page.getByRole('heading', { name: 'A tunnel to pages you cannot reach' }).waitFor();
    await button(page, 'Log').click();
    await button(page, 'Copy').waitFor();
  });

  it('shows a question as soon as it is there', async () => {
    const { page, asked, settle } = await showWithout(asking(questions.password), 'prompt-dialog');
    await page.getByRole('navigation').waitFor();
    await asked();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await settle('continue');
    await page.getByRole('dialog').waitFor();
    await waitUntil('the focus in the question', async () =>
      hasFocus(page.getByRole('dialog').locator('input').first()),
    );
  });
});

describe('a part of the window that cannot be loaded', () => {
  it('is told of in its place, and the other pages go on', async () => {
    const { page, settle, asked } = await showWithout(empty(), 'settings-page');
    await button(page, 'Settings').click();
    await asked();
    await settle('abort');
    await page.getByRole('alert').getByText('This page stopped working').waitFor();
    await button(page, 'Tunnels').click();
    await button(page, 'New tunnel').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('comes when the window is loaded anew', async () => {
    const { page, settle, asked } = await showWithout(empty(), 'settings-page');
    await button(page, 'Settings').click();
    await asked();
    await settle('abort');
    await button(page, 'Reload').waitFor();
    await page.unrouteAll();
    await button(page, 'Reload').click();
    await button(page, 'New tunnel').waitFor();
    await button(page, 'Settings').click();
    await page.getByLabel('Language').waitFor();
  });

  it('leaves the list of tunnels usable when it is the tab below', async () => {
    const { page, settle, asked } = await showWithout(threeTunnels(), 'tunnel-tab');
    await asked();
    await settle('abort');
    await page.getByRole('alert').getByText('This page stopped working').waitFor();
    await page.getByRole('row', { name: 'Reconnecting' }).click();
    await page.getByRole('row', { name: 'Reconnecting', selected: true }).waitFor();
  });

  it('is told of where a question should be', async () => {
    const { page, settle, asked } = await showWithout(asking(questions.password), 'prompt-dialog');
    await asked();
    await settle('abort');
    await page.getByRole('alert').getByText('This page stopped working').waitFor();
    expect(await page.getByRole('grid').count()).toBe(1);
  });
});

describe('the words of another language', () => {
  const inKorean = (): Snapshot => {
    const snapshot = empty();
    return { ...snapshot, preferences: { ...snapshot.preferences, language: 'ko' } };
  };

  it.each(['en', 'ko'])(
    'are waited for rather than English shown, on a desktop in %s',
    async (locale) => {
      const { page, asked, settle } = await showWithout(inKorean(), 'ko', locale);
      await asked();
      expect(await page.getByRole('navigation').count()).toBe(0);
      await settle('continue');
      await button(page, '새 터널').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    },
  );

  it('are done without when they cannot be loaded', async () => {
    const { page, asked, settle } = await showWithout(inKorean(), 'ko');
    await asked();
    await settle('abort');
    await button(page, 'New tunnel').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('are there before the window changes over to them', async () => {
    const { page, asked, settle } = await showWithout(empty(), 'zh-cn');
    await button(page, 'Settings').click();
    await page.getByLabel('Language').selectOption('zh-CN');
    await asked();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await settle('continue');
    await page.getByRole('heading', { name: '设置' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });
});
