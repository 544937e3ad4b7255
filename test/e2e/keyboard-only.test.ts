import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, waitUntil } from '../support/ports';
import { type PrivateNetwork, primaryNode, privateNetwork } from '../support/private-network';
import { temporaryFolder } from '../support/temp-folder';
import { Keyboard } from '../support/window/keyboard';
import { type RunningApp, startApp } from './shell-app';

const phrase = 'keyboard-Passphrase-öß-77c2';
const folder = temporaryFolder('culvert-keyboard-');

let network: PrivateNetwork;
let app: RunningApp;
let keys: Keyboard;
let localPort: number;

/** An Ed25519 key of PuTTY's with a passphrase. @returns its public half. */
function makeKey(path: string): string {
  const words = folder.file('phrase');
  writeFileSync(words, phrase);
  const puttygen = (...args: string[]) => execFileSync('puttygen', args, { encoding: 'utf8' });
  puttygen('-q', '-t', 'ed25519', '-C', 'seoul', '-o', path, '--new-passphrase', words);
  return puttygen('-L', path, '--old-passphrase', words);
}

/** The system's own dialogs are the system's to use with a keyboard: they answer at once. */
async function answerDialogs(keyFile: string, exported: string): Promise<void> {
  await app.electron.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [paths.keyFile] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: paths.exported });
    },
    { keyFile, exported },
  );
}

/** Leaves a page by the navigation, from wherever on it the focus is. */
async function goTo(name: string): Promise<void> {
  await keys.tabTo(name, 'Shift+Tab');
  await keys.press('Enter');
}

beforeAll(async () => {
  network = await privateNetwork();
  network.bastion.authorize(makeKey(folder.file('seoul.ppk')));
  localPort = await freePort();
  app = await startApp({ dataFolder: folder.file('data') });
  await answerDialogs(folder.file('seoul.ppk'), folder.file('foxyproxy.json'));
  keys = new Keyboard(app.page);
});
afterAll(async () => {
  await app.quit();
  await network.stop();
  folder.remove();
});

describe('the main job without a mouse', () => {
  it('makes a tunnel, with an encrypted key', async () => {
    await keys.tabTo('New tunnel');
    await keys.press('Enter');
    await keys.isOn('Name');
    const typed = {
      Name: 'Nightly ETL',
      'Local port': String(localPort),
      'Bastion host': network.bastion.host,
      'SSH port': String(network.bastion.port),
      'User name': network.bastion.user,
    };
    for (const [label, words] of Object.entries(typed)) {
      if (label !== 'Name') await keys.tabTo(label);
      await keys.type(words);
    }
    await keys.tabTo('Choose key file');
    await keys.press('Space');
    await app.page.getByLabel(/^Passphrase/).waitFor();
    await keys.tabTo(/^Passphrase/);
    await keys.type(phrase);
    await keys.tabTo(/^Pages/);
    await keys.type(`${network.url}\nhttp://${primaryNode}:8089/`);
    await keys.tabTo('Save');
    await keys.press('Enter');
    await keys.isOn(/Nightly ETL/);
  });

  it('leaves the form by Escape, and is in the list again', async () => {
    await keys.press('Enter');
    await keys.isOn('Name');
    await keys.press('Escape');
    await keys.isOn(/Nightly ETL/);
  });

  it('accepts the host key, and connects', async () => {
    await keys.press('Space');
    await keys.isOn('Cancel');
    await app.page.getByText(network.bastion.fingerprint()).waitFor();
    await keys.tabTo(/^Trust/);
    await keys.press('Enter');
    await app.page.getByText('Connected', { exact: true }).first().waitFor({ timeout: 20_000 });
    await keys.isOn(/Nightly ETL/);
  });

  it('reads what came of the pages, and why one does not answer', async () => {
    await app.page.getByText(/^answers · /).waitFor();
    await keys.tabTo('Pages');
    await keys.tabTo('Why?');
    await keys.press('Enter');
    await app.page.locator('[role=tabpanel] [aria-expanded=true]').waitFor();
    await keys.tabTo('Pages', 'Shift+Tab');
    for (const tab of ['Connections', 'Use it', 'Log', 'Pages']) {
      await keys.press('ArrowRight');
      await keys.isOn(tab);
    }
  });

  it('exports for FoxyProxy, from the menu of the row and among all exports', async () => {
    await keys.tabTo(/^More/, 'Shift+Tab');
    await keys.press('Enter');
    await keys.isOn('Edit');
    for (let at = 0; (await keys.rest('in the menu')).name !== 'Export FoxyProxy'; at += 1) {
      expect(at).toBeLessThan(8);
      await keys.press('ArrowDown');
    }
    await keys.press('Enter');
    await waitUntil('the export', () => existsSync(folder.file('foxyproxy.json')));
    await keys.rest('after the export');
    await keys.tabTo('All exports', 'Shift+Tab');
    await keys.press('Enter');
    await keys.isOn('Done');
    await keys.walk();
    await keys.press('Escape');
    await keys.isOn('All exports');
  });

  it('stops', async () => {
    await keys.tabTo(/Nightly ETL/);
    await keys.press('Space');
    await app.page.getByText('Stopped', { exact: true }).first().waitFor();
    await keys.isOn(/Nightly ETL/);
  });

  it('deletes one of two and takes it back, and then both', async () => {
    const rows = () => app.page.locator('[data-profile]').count();
    await keys.tabTo(/^More/);
    await keys.press('Enter');
    await keys.press('ArrowDown');
    await keys.isOn('Duplicate');
    await keys.press('Enter');
    await keys.isOn('Name');
    await keys.press('Enter');
    await keys.isOn(/Nightly ETL \(copy\)/);
    await expect.poll(rows).toBe(2);
    await keys.press('Delete');
    await expect.poll(rows).toBe(1);
    await keys.isOn(/Nightly ETL/);
    await keys.press('ControlOrMeta+z');
    await expect.poll(rows).toBe(2);
    await keys.isOn(/Nightly ETL \(copy\)/);
    await keys.press('ArrowUp');
    await keys.isOn(/Nightly ETL (?!\(copy\))/);
    await keys.press('Delete');
    await expect.poll(rows).toBe(1);
    await keys.isOn(/Nightly ETL \(copy\)/);
    await keys.press('Delete');
    await keys.isOn('New tunnel');
    await keys.press('ControlOrMeta+z');
    await expect.poll(rows).toBe(1);
    await keys.isOn(/Nightly ETL \(copy\)/);
  });
});

/** The window as it opens, and as small as it lets itself be made, with letters twice as large. */
const sizes = [
  { zoom: 1, width: 1180, height: 760 },
  { zoom: 2, width: 960, height: 600 },
] as const;

describe('every page without a mouse', () => {
  it.each(sizes)('keeps its stops in sight at $width × $height, zoom $zoom', async (size) => {
    await app.electron.evaluate(({ BrowserWindow }, { zoom, width, height }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.setContentSize(width, height);
      window?.webContents.setZoomFactor(zoom);
    }, size);
    const wide = size.width / size.zoom;
    await waitUntil('the size', async () => (await app.page.evaluate('innerWidth')) === wide);
    for (const page of ['Clusters', 'Network doctor', 'Flow logs', 'Log', 'Settings', 'Tunnels']) {
      await goTo(page);
      const stops = await keys.walk();
      expect(stops.map(({ name }) => name)).toContain('Settings');
      expect(await keys.walk('Shift+Tab')).toHaveLength(stops.length);
    }
  });

  it('has logged no error in the window', () => {
    expect(app.console.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});
