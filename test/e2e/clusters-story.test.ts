import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterFixtures } from '../support/aws/cluster-fixtures';
import { manyClusters, testCluster } from '../support/aws/clusters';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { freePort, waitUntil } from '../support/ports';
import { type PrivateNetwork, privateNetwork } from '../support/private-network';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';

/** An account with 120 clusters, of which the nightly one's primary node is behind the bastion. */
const nightly = testCluster(0, { at: [1, 23], release: 'emr-7.1.0', applications: ['Spark'] });
const clusters = [nightly, ...manyClusters(120).slice(1)];

const screens = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const folder = temporaryFolder('culvert-clusters-');
const dataFolder = folder.file('data');

let endpoint: AwsEndpoint;
let network: PrivateNetwork;
let app: RunningApp;
let localPort: number;
let pictures = 0;

/** A picture of the story, numbered in its order. */
async function shot(page: Page, name: string): Promise<void> {
  pictures += 1;
  const file = `story-${String(pictures).padStart(2, '0')}-${name}.png`;
  await page.screenshot({ path: join(screens, file) });
}

/** The system's Chromium, which tells a test where it can be watched. */
function watchedChromium(): string {
  const program = folder.file('chromium');
  const seen = '--remote-debugging-port=0 --password-store=basic';
  writeFileSync(program, `#!/bin/sh\nexec /usr/bin/chromium ${seen} "$@"\n`);
  chmodSync(program, 0o755);
  return `${folder.path}:${process.env['PATH']}`;
}

/** The app as this person has it, with an account of AWS behind it. */
async function start(): Promise<RunningApp> {
  const started = await startApp({
    dataFolder,
    env: {
      ...awsEnvironment(folder.path),
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_REGION: 'ap-northeast-2',
      PATH: watchedChromium(),
    },
  });
  started.page.setDefaultTimeout(15_000);
  return started;
}

beforeAll(async () => {
  mkdirSync(screens, { recursive: true });
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.file('emr-prod.pem')]);
  [endpoint, network, localPort] = await Promise.all([
    AwsEndpoint.start(clusterFixtures(clusters)),
    privateNetwork(),
    freePort(),
  ]);
  network.bastion.authorize(readFileSync(folder.file('emr-prod.pem.pub'), 'utf8'));
  app = await start();
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder.file('emr-prod.pem'));
});
afterAll(async () => {
  await app.quit();
  await network.stop();
  await endpoint.close();
  folder.remove();
});

describe('the cluster of the nightly job, as a person reaches it', () => {
  it('is among 120, and found by its name', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Clusters' }).click();
    await page.getByText('80 clusters in ap-northeast-2').waitFor();
    await page.getByText('emr-7.1.0').first().waitFor();
    await shot(page, 'clusters');
    await page.getByRole('searchbox', { name: 'Search' }).fill('nightly-etl');
    await page.getByRole('combobox', { name: 'State' }).selectOption('usable');
    await page.getByText(/^\d+ of \d+ in ap-northeast-2$/).waitFor();
    await page.getByText('subnet-0123456789abcdef0').waitFor();
    await shot(page, 'found');
  });

  it('is used by a tunnel that follows it by name', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Use this cluster' }).click();
    await shot(page, 'use');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Bastion host').fill(network.bastion.host);
    await page.getByLabel('User name').fill(network.bastion.user);
    await page.getByLabel('Local port').fill(String(localPort));
    await page.getByRole('button', { name: 'Choose key file' }).click();
    const chosen = page.getByRole('textbox', { name: 'Private key' });
    await waitUntil('the key file', async () => /emr-prod/.test(await chosen.inputValue()));
    await shot(page, 'tunnel');
    await page.getByRole('button', { name: 'Save and start' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Trust/ }).click();
    await page.getByText('Connected', { exact: true }).first().waitFor({ timeout: 20_000 });
  });

  it('has its pages probed through the tunnel', async () => {
    const { page } = app;
    await page
      .getByText(/answers · \d+ ms/)
      .first()
      .waitFor();
    await waitUntil('all pages', async () => {
      const { reach } = await app.snapshot();
      return reach.every(({ checking, checks }) => !checking && checks > 0);
    });
    await page.getByText('emr-7.1.0 · Waiting').waitFor();
    await shot(page, 'pages');
  });

  it('opens one of them in Chromium, by its button', async () => {
    const { page } = app;
    const { profiles } = await app.snapshot();
    const id = profiles[0]?.id ?? '';
    await page.getByRole('tabpanel').getByRole('button', { name: 'Open' }).first().click();
    const told = join(
      dataFolder,
      'browser',
      `${id}-${localPort}`,
      'chromium',
      'DevToolsActivePort',
    );
    await waitUntil(
      'Chromium',
      () => existsSync(told) && /\n/.test(readFileSync(told, 'utf8')),
      30_000,
    );
    const [port, path] = readFileSync(told, 'utf8').split('\n');
    const browser = await chromium.connectOverCDP(`ws://127.0.0.1:${port}${path}`);
    const opened = async (): Promise<Page | undefined> => {
      const pages = browser.contexts().flatMap((context) => context.pages());
      return pages.find((each) => each.url().startsWith('http://ip-10-0-1-23.'));
    };
    await waitUntil('the page', async () => (await opened()) !== undefined, 30_000);
    const shown = await opened();
    if (shown === undefined) throw new Error('it was there a moment ago');
    await shown.waitForLoadState();
    expect(await shown.textContent('h1')).toBe(network.words);
    await shot(shown, 'opened-in-chromium');
    await browser.newBrowserCDPSession().then((session) => session.send('Browser.close'));
    await browser.close();
  });

  it('is terminated, and the tunnel says so in words and in the list', async () => {
    const { page } = app;
    nightly.state = 'TERMINATED';
    for (const other of clusters) if (other.name === nightly.name) other.state = 'TERMINATED';
    await page.getByRole('button', { name: 'Check now' }).click();
    await page
      .getByText(`The cluster nightly-etl (${nightly.id}) has been terminated.`)
      .first()
      .waitFor();
    await shot(page, 'terminated');
    await page.getByRole('button', { name: 'Log', exact: true }).click();
    await page
      .getByText(/has been terminated/)
      .first()
      .waitFor();
    await shot(page, 'log');
  });

  it('is exported with the ranges of its VPC after a restart, without AWS', async () => {
    const written = app.console;
    await app.quit();
    const before = endpoint.calls.length;
    app = await start();
    app.console.unshift(...written);
    const file = folder.file('FoxyProxy.json');
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    const { page } = app;
    await page.getByRole('button', { name: 'All exports' }).click();
    const today = new Date().toISOString().slice(0, 4);
    const note = page
      .getByRole('dialog')
      .getByText(/10\.0\.0\.0\/16, 10\.1\.0\.0\/16.* as AWS told on/);
    expect(await note.textContent()).toContain(` ${today}-`);
    await shot(page, 'exports-after-restart');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).first().click();
    await waitUntil('the file', async () => existsSync(file));
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('Addresses 10.1.0.0/16');
    expect(text).not.toContain('192.168');
    expect(endpoint.calls.length).toBe(before);
  });

  it('has shown nothing of what EMR tells of a KDC, and no error in the window', () => {
    expect(app.console.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(endpoint.violations).toEqual([]);
  });
});
