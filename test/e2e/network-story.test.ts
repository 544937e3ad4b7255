import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { commandsOf, runAwsCli } from '../support/aws/aws-cli';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { LivingNetwork } from '../support/aws/living-network';
import { storyInterfaces, storyLog, storyNetwork } from '../support/network-story';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';

/**
 * One cluster from broken to mended: the doctor says what is in the way, the flow logs show the same
 * being refused, the doctor's own commands are run, and both find nothing any more.
 */
const screens = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const folder = temporaryFolder('culvert-story-');
const logs = folder.file('logs');
const living = new LivingNetwork(storyNetwork);
const { id, name } = storyNetwork.cluster;

let endpoint: AwsEndpoint;
let app: RunningApp;

beforeAll(async () => {
  mkdirSync(screens, { recursive: true });
  mkdirSync(logs);
  const { emr, ec2 } = living.fixtures();
  const listed = { Id: id, Name: name, Status: { State: 'WAITING' } };
  endpoint = await AwsEndpoint.start({
    emr: { ...emr, ListClusters: { Clusters: [listed] } },
    ec2: { ...ec2, ...storyInterfaces },
  });
  app = await startApp({
    dataFolder: folder.file('data'),
    env: {
      ...awsEnvironment(folder.path),
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_REGION: 'ap-northeast-2',
      TZ: 'UTC',
    },
  });
  app.page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await app.quit();
  await endpoint.close();
  folder.remove();
});

/** Keeps a picture in light and in dark, with no notice over any part of it. */
async function picture(of: string): Promise<void> {
  const { page } = app;
  const notices = page.getByRole('button', { name: 'Dismiss' });
  while ((await notices.count()) > 0) await notices.first().click();
  await page.mouse.move(0, 0);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({
      path: `${screens}story-${of}-${colorScheme}.png`,
      animations: 'disabled',
    });
  }
}

/** Lets the next dialogs answer with those places. */
async function dialogsAnswer(open: string, save: string): Promise<void> {
  await app.electron.evaluate(
    ({ dialog }, [opened, saved]) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [opened] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: saved });
    },
    [open, save] as const,
  );
}

const reportSchema = z.object({
  results: z.array(
    z.object({
      check: z.string(),
      severity: z.enum(['error', 'warn', 'info']),
      status: z.string(),
      fix: z.object({ cli: z.string(), undo: z.string() }).nullable(),
    }),
  ),
});

/** Saves the report on the page as JSON and reads it. */
async function savedReport(): Promise<z.infer<typeof reportSchema>> {
  const { page } = app;
  await page.getByRole('button', { name: 'Other formats of the report' }).click();
  await page.getByRole('menuitem', { name: 'JSON' }).click();
  await page.getByText('report.json was saved.').waitFor();
  return reportSchema.parse(JSON.parse(readFileSync(folder.file('report.json'), 'utf8')));
}

async function goTo(where: 'Network doctor' | 'Flow logs'): Promise<void> {
  await app.page.getByRole('navigation').getByRole('button', { name: where }).click();
}

/** Reads what the logs hold under the rules of now, and answers the rows that were refused. */
async function readLogs(): Promise<string[]> {
  const { page } = app;
  writeFileSync(join(logs, 'flows.log'), storyLog(living.rules));
  await page.getByLabel('Cluster', { exact: true }).fill(id);
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('cell', { name: '52.219.1.10', exact: true }).first().waitFor();
  const verdict = page.getByRole('columnheader', { name: 'Verdict' });
  while ((await verdict.getAttribute('aria-sort')) !== 'ascending') {
    await verdict.getByRole('button').click();
  }
  const rows = page.getByRole('row').filter({ has: page.getByText('Rejected', { exact: true }) });
  return rows.allInnerTexts();
}

it('finds what is in the way of one cluster, in rules and in traffic, and finds it mended', async () => {
  const { page } = app;
  await dialogsAnswer(logs, folder.file('report.json'));
  await goTo('Network doctor');
  await page.getByRole('option', { name: new RegExp(id) }).waitFor({ state: 'attached' });
  await page.getByLabel('Cluster', { exact: true }).selectOption(id);
  await page.getByLabel('Bastion', { exact: true }).fill('i-0ba5710000000001');
  await page.getByLabel('My public address').fill('203.0.113.7');
  await page.getByRole('button', { name: 'Examine' }).click();
  for (const stretch of ['pages', 'nodes', 'services']) {
    await page.getByRole('button', { name: `${stretch}: blocked` }).waitFor();
  }
  await page.getByRole('button', { name: 'SSH: open' }).waitFor();
  await picture('doctor-broken');
  const broken = (await savedReport()).results.filter(({ status }) => status === 'fail');
  expect(broken.map(({ check }) => check).sort()).toEqual([
    'BASTION_SOCKS_PORT_OPEN',
    'MASTER_UI_NOT_OPEN_TO_BASTION',
    'S3_EGRESS_MISSING',
    'SA_9443_MISSING',
    'SLAVE_UI_NOT_OPEN_TO_BASTION',
  ]);

  await goTo('Flow logs');
  const refused = await readLogs();
  await picture('flows-broken');
  await page.getByText('54 records in 1 file, 2026-11-25 09:00 – 17:38', { exact: true }).waitFor();
  // The same ports, each refused where the doctor says its rule is missing.
  const ports = (rows: readonly string[]) =>
    new Set(rows.flatMap((row) => /tcp\/(\d+)/.exec(row)?.[1] ?? []));
  expect(ports(refused)).toEqual(
    new Set(['8088', '9870', '19888', '8188', '8042', '9864', '443', '9443']),
  );

  const pages = refused.filter((row) => /tcp\/(8088|9870|19888|8188|8042|9864)/.test(row));
  expect(pages.every((row) => row.includes('EC2 (bastion)'))).toBe(true);

  // Somebody runs what the doctor wrote down.
  const before = living.rules;
  await runAwsCli(
    broken.flatMap(({ fix }) => commandsOf(fix?.cli ?? '')),
    endpoint,
  );
  expect(living.rules).not.toEqual(before);

  await goTo('Network doctor');
  await page.getByRole('button', { name: 'Examine' }).click();
  for (const stretch of ['SSH', 'pages', 'nodes', 'services']) {
    await page.getByRole('button', { name: `${stretch}: open` }).waitFor();
  }
  await page.getByText('Nothing is wrong').waitFor();
  await picture('doctor-mended');

  await goTo('Flow logs');
  await page.getByRole('button', { name: 'Another question' }).click();
  const left = await readLogs();
  await picture('flows-mended');
  expect(left).toEqual([]);
  await page.getByRole('row', { name: /^Unused .* Nodes among themselves all / }).waitFor();
  expect(app.console.filter((line) => /error|refused/i.test(line))).toEqual([]);
});
