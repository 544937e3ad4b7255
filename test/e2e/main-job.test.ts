import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumThrough } from '../support/chromium';
import { freePort, waitUntil } from '../support/ports';
import { type PrivateNetwork, privateNetwork } from '../support/private-network';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';

const screens = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const canary = 'canary-Passphrase-öß-4b1d';
const folder = temporaryFolder('culvert-main-job-');
const dataFolder = folder.file('data');

let network: PrivateNetwork;
let app: RunningApp;
let localPort: number;

async function shot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(screens, `app-${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Clicks an entry of the tray's menu, which no test driver can reach on the screen. */
async function clickTray(running: RunningApp, label: string): Promise<void> {
  await running.electron.evaluate((_electron, wanted) => {
    type Item = { label: string; enabled: boolean; click(): void; submenu?: { items: Item[] } };
    const { culvertTrayMenu } = globalThis as unknown as { culvertTrayMenu: { items: Item[] } };
    const all = (items: Item[]): Item[] =>
      items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
    const found = all(culvertTrayMenu.items).find((item) => item.label === wanted && item.enabled);
    if (found === undefined) throw new Error(`the tray has no ${wanted} now`);
    found.click();
  }, label);
}

beforeAll(async () => {
  mkdirSync(screens, { recursive: true });
  writeFileSync(folder.file('phrase'), canary);
  const key = folder.file('seoul.ppk');
  const puttygen = (...args: string[]) => execFileSync('puttygen', args, { encoding: 'utf8' });
  puttygen(
    '-q',
    '-t',
    'ed25519',
    '-C',
    'seoul',
    '-o',
    key,
    '--new-passphrase',
    folder.file('phrase'),
  );
  const publicKey = puttygen('-L', key, '--old-passphrase', folder.file('phrase'));
  expect(readFileSync(key, 'utf8')).toMatch(/^PuTTY-User-Key-File-3: ssh-ed25519/);
  network = await privateNetwork();
  network.bastion.authorize(publicKey);
  localPort = await freePort();
  app = await startApp({ dataFolder });
});
afterAll(async () => {
  await app.quit();
  await network.stop();
  folder.remove();
});

describe('the main job, as a person does it', () => {
  it('teaches on first run', async () => {
    const { page, electron } = app;
    const version = await electron.evaluate(() => process.versions.electron);
    process.stdout.write(`Electron ${version} runs the app\n`);
    await page.getByRole('button', { name: 'Try the demo' }).waitFor();
    await shot(page, '1-first-run');
  });

  it('makes a tunnel in the form, with an encrypted PPK v3 key', async () => {
    const { page, electron } = app;
    await electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, folder.file('seoul.ppk'));
    await page.getByRole('button', { name: 'New tunnel' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Nightly ETL');
    await page.getByLabel('Bastion host').fill('bastion seoul');
    await page.getByLabel('SSH port').click();
    await page.getByText('A host name has no spaces').first().waitFor();
    await shot(page, '2-editor-error');
    await page.getByLabel('Bastion host').fill(network.bastion.host);
    await page.getByLabel('SSH port').fill(String(network.bastion.port));
    await page.getByLabel('User name').fill(network.bastion.user);
    await page.getByLabel('Local port').fill(String(localPort));
    await page.getByRole('button', { name: 'Choose key file' }).click();
    const chosen = page.getByRole('textbox', { name: 'Private key' });
    await waitUntil('the key file', async () => /seoul\.ppk/.test(await chosen.inputValue()));
    expect(await chosen.inputValue()).toMatch(/^seoul\.ppk · ed25519 · encrypted$/);
    await page.getByLabel('Passphrase').first().fill(canary);
    await shot(page, '3-editor-filled');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Stopped').first().waitFor();
    await shot(page, '4-stopped');
  });

  it('asks about the host key, and connects', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Start', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(network.bastion.fingerprint()).waitFor();
    await shot(page, '5-host-key');
    await dialog.getByRole('button', { name: /Trust/ }).click();
    await page.getByText('Connected', { exact: true }).first().waitFor({ timeout: 20_000 });
    await shot(page, '6-connected');
  });

  it('opens the private page in a real browser', async () => {
    const browser = await chromiumThrough(localPort);
    process.stdout.write(`Chromium ${browser.version()} opens ${network.url}\n`);
    const page = await browser.newPage();
    await page.goto(network.url);
    expect(await page.textContent('h1')).toBe(network.words);
    await page.screenshot({ path: join(screens, 'app-7-page-in-chromium.png') });
    await browser.close();
  });

  it('stops from the tray', async () => {
    const { page } = app;
    await clickTray(app, 'Stop');
    await page.getByText('Stopped', { exact: true }).first().waitFor();
    await shot(page, '8-stopped-from-tray');
  });

  it('tells the story in the log', async () => {
    const { page } = app;
    await page.getByRole('navigation').getByText('Log', { exact: true }).click();
    await page
      .getByText(/Connected as/)
      .first()
      .waitFor();
    await shot(page, '9-log');
  });

  it('still has the tunnel after a restart', async () => {
    await app.quit();
    app = await startApp({ dataFolder });
    await app.page.getByText('Nightly ETL').first().waitFor();
    await shot(app.page, '10-restarted');
  });

  it('has written no secret to any file', () => {
    const text = Buffer.from(canary);
    const forms = [
      text,
      Buffer.from(canary, 'utf16le'),
      Buffer.from(text.toString('base64')),
      Buffer.from(text.toString('hex')),
    ];
    const files = filesUnder(dataFolder);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const content = readFileSync(file);
      for (const form of forms) expect(content.includes(form), file).toBe(false);
      expect(content.includes('PRIVATE KEY') && file.includes('seoul'), file).toBe(false);
    }
  });

  it('keeps its settings to this user', () => {
    for (const name of ['profiles.json', 'trusted-hosts']) {
      expect(statSync(join(dataFolder, name)).mode & 0o077, name).toBe(0);
    }
  });

  it('has logged no error in the window', () => {
    expect(app.console.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

function filesUnder(path: string): string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
