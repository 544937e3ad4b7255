import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ProfileView } from '../../shared/model/profile-view';
import type { ShownWindow } from '../support/window/browser';
import { button, field, textOf } from '../support/window/controls';
import { keepLooks, twoLooks } from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { ed25519Key, profile } from '../support/window/scenarios/profiles';
import { empty } from '../support/window/scenarios/tunnels';

const open = windowTests();

const kept = 'One is stored. Leave empty to keep it.';
const gone = 'The stored one is forgotten when you save.';

/** The editor of a tunnel whose secret is in the system's key store. */
async function editStored(changes: Partial<ProfileView> = {}): Promise<ShownWindow> {
  const stored = profile('stored', { secretStored: true, ...changes });
  const shown = await open({ ...empty(), profiles: [stored] });
  await shown.page.locator('[data-profile=stored]').focus();
  await shown.page.keyboard.press('Enter');
  await shown.page.getByText(kept).waitFor();
  return shown;
}

const remember = (page: Page) => page.getByRole('checkbox', { name: /^Remember/ });

async function saved({ page, bridge }: ShownWindow) {
  await button(page, 'Save').click();
  await expect.poll(() => bridge.argsOf('saveProfile').length).toBe(1);
  return bridge.argsOf('saveProfile')[0];
}

it('a stored secret that is no longer to be remembered is forgotten, as the field says', async () => {
  const shown = await editStored();
  await remember(shown.page).uncheck();
  await shown.page.getByText(gone).waitFor();
  await remember(shown.page).scrollIntoViewIfNeeded();
  await keepLooks(shown, 'editor-forgets', twoLooks);
  expect(await saved(shown)).toMatchObject({ secret: null, forget: true });
});

it('it is kept where nothing was changed, and a new one takes its place until the app quits', async () => {
  expect((await saved(await editStored()))?.forget).toBeUndefined();
  const shown = await editStored();
  await remember(shown.page).uncheck();
  await field(shown.page, 'Passphrase').fill('a new one');
  const call = await saved(shown);
  expect(call?.forget).toBeUndefined();
  expect([textOf(call?.secret?.secret), call?.secret?.remember]).toEqual(['a new one', false]);
});

it('another key file has none stored, and the first one still has', async () => {
  const { page, bridge } = await editStored();
  const choose = async (token: string) => {
    bridge.handlers.chooseKeyFile = () => ({ ok: true, value: { ...ed25519Key, token } });
    await button(page, 'Choose key file').click();
  };
  await choose('e'.repeat(32));
  await page.getByText('Asked for when starting if left empty.').waitFor();
  expect(await remember(page).isChecked()).toBe(false);
  await choose(ed25519Key.token);
  await page.getByText(kept).waitFor();
  expect(await remember(page).isChecked()).toBe(true);
  await field(page, 'Bastion host').fill('another.example.com');
  await page.getByText(kept).waitFor();
});

it('a password is stored for one server and one user alone', async () => {
  const { page } = await editStored({ authentication: 'password', keyFile: null });
  for (const [label, value] of Object.entries({
    'Bastion host': 'another.example.com',
    'SSH port': '2222',
    'User name': 'hadoop',
  })) {
    const input = field(page, label);
    const before = await input.inputValue();
    await input.fill(value);
    await expect.poll(() => page.getByText(kept).count(), { message: label }).toBe(0);
    await input.fill(before);
    await page.getByText(kept).waitFor();
  }
});
