import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import type { FakeBridge } from '../support/fake-bridge';
import { type OpenWindow, openWindow, startBrowser } from '../support/window-browser';
import { asking, questions, threeTunnels } from '../support/window-scenarios';
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

async function show(snapshot: Snapshot): Promise<{ page: Page; bridge: FakeBridge }> {
  open = await openWindow(browser, server.url, snapshot);
  return open;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const hasFocus = async (control: Locator) =>
  (await control.and(control.page().locator(':focus')).count()) === 1;
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('questions', () => {
  it('about a host key put Cancel first and trust only the fingerprint that was shown', async () => {
    const { page, bridge } = await show(asking(questions.hostKey));
    const dialog = page.getByRole('dialog', { name: 'Is this your bastion?' });
    await dialog.waitFor();
    expect(await hasFocus(button(page, 'Cancel'))).toBe(true);
    expect(await dialog.textContent()).toContain(questions.hostKey.fingerprint);
    await button(page, 'Trust and connect').click();
    await expect
      .poll(() => bridge.argsOf('answerPrompt'))
      .toEqual([
        { promptId: 'p1', answer: { kind: 'trust', fingerprint: questions.hostKey.fingerprint } },
      ]);
    await expect.poll(() => dialog.count()).toBe(0);
  });

  it('about a host key name the alias it will be kept under, where there is one', async () => {
    const { page } = await show(asking({ ...questions.hostKey, alias: 'emr-prod' }));
    const fact = page.getByRole('dialog').locator('dt', { hasText: 'Remembered as' });
    expect(await fact.locator('+ dd').textContent()).toBe('emr-prod');
  });

  it('come one at a time; Escape cancels the one that is shown', async () => {
    const second = { ...questions.password, promptId: 'p2' };
    const { page, bridge } = await show(asking(questions.passphrase, second));
    await page.getByText('1 more question waits').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Password needed' }).waitFor();
    expect(bridge.argsOf('answerPrompt')).toEqual([{ promptId: 'p1', answer: { kind: 'cancel' } }]);
  });

  it('for a passphrase say that the last was wrong and send bytes, remembered if asked', async () => {
    const { page, bridge } = await show(asking(questions.passphrase));
    const input = field(page, 'Passphrase');
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('checkbox').check();
    await input.fill('pässphrase');
    await page.keyboard.press('Enter');
    await expect.poll(() => bridge.argsOf('answerPrompt')).toHaveLength(1);
    const [call] = bridge.argsOf('answerPrompt');
    if (call?.answer.kind !== 'secret') throw new Error('no secret was sent');
    expect([text(call.answer.secret), call.answer.remember]).toEqual(['pässphrase', true]);
  });

  it('of the server are shown as text, hidden or not as it says', async () => {
    const nasty = '<img src=x onerror=alert(1)>';
    const { page, bridge } = await show(asking({ ...questions.interactive, instruction: nasty }));
    await page.getByText(nasty, { exact: true }).waitFor();
    expect(await page.getByLabel('Passcode').getAttribute('type')).toBe('text');
    expect(await page.getByLabel('Token PIN').getAttribute('type')).toBe('password');
    await page.getByLabel('Passcode').fill('1');
    await page.getByLabel('Token PIN').fill('2468');
    await button(page, 'Continue').click();
    await expect.poll(() => bridge.argsOf('answerPrompt')).toHaveLength(1);
    const [call] = bridge.argsOf('answerPrompt');
    if (call?.answer.kind !== 'answers') throw new Error('no answers were sent');
    expect(call.answer.answers.map(text)).toEqual(['1', '2468']);
  });
});

describe('log and settings', () => {
  it('filter what is shown and copy just that', async () => {
    const { page, bridge } = await show(threeTunnels());
    await page.getByRole('navigation').getByRole('button', { name: 'Log', exact: true }).click();
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
    const { page, bridge } = await show(threeTunnels());
    await page.getByRole('navigation').getByRole('button', { name: 'Log', exact: true }).click();
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
    const { page, bridge } = await show(threeTunnels());
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
    await field(page, 'Language').selectOption('ko');
    await page.getByRole('heading', { name: '설정' }).waitFor();
    await page.getByLabel('테마', { exact: true }).selectOption('dark');
    await page.locator('html[lang=ko][data-theme=dark]').waitFor();
    expect(bridge.argsOf('savePreferences').at(-1)).toEqual({
      language: 'ko',
      theme: 'dark',
      browser: 'automatic',
      servePac: false,
    });
  });
});
