import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/window';
import { button, field, hasFocus, textOf } from '../support/window/controls';
import type { FakeBridge } from '../support/window/fake-bridge';
import { windowTests } from '../support/window/opened';
import { ed25519Key } from '../support/window/scenarios/profiles';
import { asking, questions } from '../support/window/scenarios/questions';
import { empty, threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

/** How much of what has the focus lies below what can be seen of the form, px. */
const hiddenBelow = `(() => {
  const control = document.activeElement;
  let least = innerHeight;
  for (let each = control.parentElement; each !== null; each = each.parentElement) {
    const isFrame = getComputedStyle(each).overflowY !== 'visible';
    if (isFrame) least = Math.min(least, each.getBoundingClientRect().bottom);
  }
  return control.getBoundingClientRect().bottom - least;
})()`;

describe('the editor', () => {
  let page: Page;
  let bridge: FakeBridge;
  beforeEach(async () => {
    ({ page, bridge } = await open(threeTunnels()));
    bridge.handlers.chooseKeyFile = () => ({ ok: true, value: ed25519Key });
    await button(page, 'New tunnel').click();
  });

  it('opens with the focus on Name, sensible values and a port of its own', async () => {
    expect(await hasFocus(field(page, 'Name'))).toBe(true);
    expect(await field(page, 'Local port').inputValue()).toBe('8160');
    expect(await field(page, 'SSH port').inputValue()).toBe('22');
    expect(await field(page, 'User name').inputValue()).toBe('ec2-user');
    expect(await field(page, 'Passphrase').count()).toBe(0);
  });

  it('is filled by keyboard alone, from Name to Save', async () => {
    const type = async (words: string, tabs = 1): Promise<void> => {
      await page.keyboard.type(words);
      for (let at = 0; at < tabs; at += 1) await page.keyboard.press('Tab');
    };
    await type('Keyboard ETL', 5);
    await type('bastion.example.com', 4);
    expect(await field(page, 'Authentication').inputValue()).toBe('key-file');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await field(page, 'Passphrase').waitFor();
    await page.keyboard.press('Tab');
    await type('canary passphrase');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: 'Keyboard ETL', selected: true }).waitFor();
    const [call] = bridge.argsOf('saveProfile');
    expect(call?.draft).toEqual({
      name: 'Keyboard ETL',
      group: null,
      kind: 'dynamic',
      jumpHosts: [],
      transport: [{ kind: 'direct' }],
      instance: null,
      cluster: null,
      listenAddress: '127.0.0.1',
      forward: null,
      bastion: { host: 'bastion.example.com', port: 22, user: 'ec2-user' },
      authentication: 'key-file',
      keyToken: ed25519Key.token,
      localPort: 8160,
      allow: [],
      limit: { suffixes: [], ranges: [], ports: [] },
      pages: [],
      reconnect: true,
      session: false,
      startWithApp: false,
    });
    expect(textOf(call?.secret?.secret)).toBe('canary passphrase');
    expect(call?.secret?.remember).toBe(true);
  });

  it('marks every bad field, links the reason to it and focuses the first', async () => {
    await field(page, 'Bastion host').fill('bastion seoul');
    await field(page, 'SSH port').fill('70000');
    await button(page, 'Save').click();
    const bad = {
      Name: 'name',
      'Bastion host': 'spaces',
      'SSH port': '65535',
      'Private key': 'key',
    };
    for (const [label, words] of Object.entries(bad)) {
      const input = field(page, label);
      expect(await input.getAttribute('aria-invalid')).toBe('true');
      const note = await input.getAttribute('aria-describedby');
      expect(await page.locator(`[id="${note}"]`).textContent()).toContain(words);
    }
    expect(await hasFocus(field(page, 'Name'))).toBe(true);
    await field(page, 'Bastion host').fill('bastion.seoul');
    expect(await field(page, 'Bastion host').getAttribute('aria-invalid')).toBe('false');
    expect(bridge.argsOf('saveProfile')).toEqual([]);
  });

  it('checks a field when it is left, and no other', async () => {
    await field(page, 'Bastion host').fill('https://bastion');
    await field(page, 'User name').focus();
    await page.getByText('Enter the host name alone', { exact: false }).waitFor();
    expect(await field(page, 'SSH port').getAttribute('aria-invalid')).toBe('false');
  });

  it('does not push a button away from under the pointer that is pressing it', async () => {
    await field(page, 'Bastion host').fill('https://bastion');
    await button(page, 'Choose key file').click();
    await field(page, 'Passphrase').waitFor();
    await page.getByText('Enter the host name alone', { exact: false }).waitFor();
  });

  it('shows what main refuses at the field it is about, and keeps what was typed', async () => {
    await field(page, 'Name').fill('Nightly');
    await field(page, 'Bastion host').fill('bastion.seoul');
    await field(page, 'Authentication').selectOption('password');
    await field(page, 'Password').fill('kept');
    bridge.handlers.saveProfile = () => ({
      ok: false,
      error: { code: 'bad-fields', fields: { localPort: 'local-port-taken' } },
    });
    await button(page, 'Save').click();
    await page.getByText('Another tunnel has this local port.').waitFor();
    expect(await hasFocus(field(page, 'Local port'))).toBe(true);
    expect(await field(page, 'Password').inputValue()).toBe('kept');
  });

  it('keeps what a person is at in sight when a chosen key turns out to want a passphrase', async () => {
    await page.setViewportSize({ width: 960, height: 600 });
    const pages = page.getByRole('textbox', { name: /^Pages/ });
    await pages.focus();
    // As low in the window as it can be seen.
    await page.evaluate('document.activeElement.scrollIntoView({ block: "end" })');
    await button(page, 'Choose key file').dispatchEvent('click');
    await field(page, 'Passphrase').waitFor({ state: 'attached' });
    expect(await hasFocus(pages)).toBe(true);
    expect(await page.evaluate(hiddenBelow)).toBeLessThanOrEqual(0);
  });

  it('says beside the key why it cannot be used', async () => {
    const failure = { code: 'key-is-public', name: 'id.pub' } as const;
    bridge.handlers.chooseKeyFile = () => ({
      ok: true,
      value: { ...ed25519Key, name: 'id.pub', key: { readable: false, failure } },
    });
    await button(page, 'Choose key file').click();
    const input = field(page, 'Private key');
    await expect.poll(() => input.inputValue()).toBe('id.pub · cannot be used');
    const note = await input.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${note}"]`).textContent()).toMatch(/public/);
  });

  it('is left with Escape; a notice brings the changes back', async () => {
    await field(page, 'Bastion host').fill('bastion.seoul');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Tunnels' }).waitFor();
    await button(page, 'Undo').click();
    expect(await field(page, 'Bastion host').inputValue()).toBe('bastion.seoul');
    await button(page, 'Cancel').click();
    await page.getByRole('heading', { name: 'Tunnels' }).waitFor();
  });

  it('is left without a word when nothing was changed', async () => {
    await button(page, 'Cancel').click();
    await page.getByRole('heading', { name: 'Tunnels' }).waitFor();
    expect(await button(page, 'Undo').count()).toBe(0);
  });

  it('saves and starts in one go', async () => {
    await field(page, 'Name').fill('At once');
    await field(page, 'Bastion host').fill('bastion.seoul');
    await field(page, 'Authentication').selectOption('agent');
    await button(page, 'Save and start').click();
    await expect.poll(() => bridge.argsOf('startTunnel')).toEqual([{ profileId: 'made-1' }]);
    expect(bridge.argsOf('saveProfile')[0]?.secret).toBeNull();
  });
});

it('remembering is off, with the reason, where there is no key store', async () => {
  const base = threeTunnels();
  const about = {
    ...base.about,
    secretStorage: { available: false, why: 'no-key-store' } as const,
  };
  const { page } = await open({ ...base, about });
  await button(page, 'New tunnel').click();
  await field(page, 'Authentication').selectOption('password');
  expect(await page.getByRole('checkbox', { name: /Remember/ }).isDisabled()).toBe(true);
  await page.getByText('this desktop offers no key store', { exact: false }).waitFor();
});

it('no typed secret is left in the page once the tunnel is stored', async () => {
  const { page, bridge } = await open(threeTunnels());
  await button(page, 'New tunnel').click();
  await field(page, 'Name').fill('Secretive');
  await field(page, 'Bastion host').fill('bastion.seoul');
  await field(page, 'Authentication').selectOption('password');
  await field(page, 'Password').fill('canary-4711');
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile')).toHaveLength(1);
  await page.getByRole('row', { name: 'Secretive' }).waitFor();
  expect(await page.content()).not.toContain('canary-4711');
  expect(await page.locator('input').count()).toBe(0);
});

describe('every control', () => {
  const places: readonly (readonly [string, Snapshot, (page: Page) => Promise<unknown>])[] = [
    ['of the list', threeTunnels(), async () => undefined],
    ['of the editor', threeTunnels(), (page) => button(page, 'New tunnel').click()],
    ['of the log', threeTunnels(), (page) => button(page, 'Log').click()],
    ['of settings', empty(), (page) => page.getByRole('button', { name: 'Settings' }).click()],
    ['of a question', asking(questions.interactive), async () => undefined],
  ];

  it.each(places)('%s has a name, and none is smaller than 24 px', async (_, snapshot, act) => {
    const { page } = await open(snapshot);
    await act(page);
    const bad = await page.evaluate<string[]>(`
      [...document.querySelectorAll('button, input, select, textarea, summary')]
        .filter((node) => node.checkVisibility())
        .flatMap((node) => {
          const name = node.ariaLabel || [...(node.labels ?? [])].map((l) => l.textContent).join() || node.textContent;
          const box = node.getBoundingClientRect();
          const small = node.type !== 'checkbox' && node.tagName !== 'SUMMARY' && box.height < 24;
          return name.trim() === '' || small ? [node.outerHTML] : [];
        })`);
    expect(bad).toEqual([]);
    const ids = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[aria-describedby], [aria-labelledby], [aria-controls]')]
        .flatMap((node) => ['aria-describedby', 'aria-labelledby', 'aria-controls']
          .flatMap((name) => (node.getAttribute(name) ?? '').split(' ').filter(Boolean)))
        .filter((id) => document.getElementById(id) === null)`,
    );
    expect(ids).toEqual([]);
  });
});
