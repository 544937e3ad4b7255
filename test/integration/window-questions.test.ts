import { describe, expect, it } from 'vitest';
import { button, field, hasFocus, textOf } from '../support/window/controls';
import { windowTests } from '../support/window/opened';
import { asking, questions } from '../support/window/scenarios/questions';
import { view } from '../support/window/scenarios/tunnels';

const open = windowTests();

describe('questions', () => {
  it('about a host key put Cancel first and trust only the fingerprint that was shown', async () => {
    const { page, bridge } = await open(asking(questions.hostKey));
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

  it('stand in the row and in the picture of the tunnel that waits, until they are answered', async () => {
    const { page, bridge } = await open(asking({ ...questions.passphrase, wrong: false }));
    const listening = view('nightly-etl', { state: 'connecting', stage: 'listen' });
    await bridge.emit('tunnel', listening);
    const row = page.locator('[data-profile=nightly-etl]');
    await expect.poll(() => row.innerText()).toContain('waiting for your answer');
    expect(await page.getByText('waiting for your answer', { exact: true }).count()).toBe(2);
    expect(await page.getByText('opening the local port', { exact: true }).count()).toBe(0);
    await field(page, 'Passphrase').fill('x');
    await page.keyboard.press('Enter');
    await expect.poll(() => row.innerText()).toContain('opening the local port');
    expect(await page.getByText('waiting for your answer', { exact: true }).count()).toBe(0);
  });

  it('about a host key name the alias it will be kept under, where there is one', async () => {
    const { page } = await open(asking({ ...questions.hostKey, alias: 'emr-prod' }));
    const fact = page.getByRole('dialog').locator('dt', { hasText: 'Remembered as' });
    expect(await fact.locator('+ dd').textContent()).toBe('emr-prod');
  });

  it('come one at a time; Escape cancels the one that is shown', async () => {
    const second = { ...questions.password, promptId: 'p2' };
    const { page, bridge } = await open(asking(questions.passphrase, second));
    await page.getByText('1 more question waits').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Password needed' }).waitFor();
    expect(bridge.argsOf('answerPrompt')).toEqual([{ promptId: 'p1', answer: { kind: 'cancel' } }]);
  });

  it('for a passphrase say that the last was wrong and send bytes, remembered if asked', async () => {
    const { page, bridge } = await open(asking(questions.passphrase));
    const input = field(page, 'Passphrase');
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('checkbox').check();
    await input.fill('pässphrase');
    await page.keyboard.press('Enter');
    await expect.poll(() => bridge.argsOf('answerPrompt')).toHaveLength(1);
    const [call] = bridge.argsOf('answerPrompt');
    if (call?.answer.kind !== 'secret') throw new Error('no secret was sent');
    expect([textOf(call.answer.secret), call.answer.remember]).toEqual(['pässphrase', true]);
  });

  it('of the server are shown as text, hidden or not as it says', async () => {
    const nasty = '<img src=x onerror=alert(1)>';
    const { page, bridge } = await open(asking({ ...questions.interactive, instruction: nasty }));
    await page.getByText(nasty, { exact: true }).waitFor();
    expect(await page.getByLabel('Passcode').getAttribute('type')).toBe('text');
    expect(await page.getByLabel('Token PIN').getAttribute('type')).toBe('password');
    await page.getByLabel('Passcode').fill('1');
    await page.getByLabel('Token PIN').fill('2468');
    await button(page, 'Continue').click();
    await expect.poll(() => bridge.argsOf('answerPrompt')).toHaveLength(1);
    const [call] = bridge.argsOf('answerPrompt');
    if (call?.answer.kind !== 'answers') throw new Error('no answers were sent');
    expect(call.answer.answers.map(textOf)).toEqual(['1', '2468']);
  });
});
