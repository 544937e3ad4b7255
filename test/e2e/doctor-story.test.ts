import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { networkFixtures } from '../support/aws/network-fixtures';
import { healthyRules, network } from '../support/doctor-network';
import { brokenRules } from '../support/doctor-scenarios';
import { temporaryFolder } from '../support/temp-folder';
import { type RunningApp, startApp } from './shell-app';

const screens = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const folder = temporaryFolder('culvert-doctor-app-');
const broken = network({ parts: { rules: brokenRules() } });
const { id, name } = broken.cluster;

let endpoint: AwsEndpoint;
let app: RunningApp;

beforeAll(async () => {
  mkdirSync(screens, { recursive: true });
  const fixtures = networkFixtures(broken);
  const listed = { Id: id, Name: name, Status: { State: 'WAITING' } };
  endpoint = await AwsEndpoint.start({
    ...fixtures,
    emr: { ...fixtures['emr'], ListClusters: { Clusters: [listed] } },
  });
  app = await startApp({
    dataFolder: folder.file('data'),
    env: {
      ...awsEnvironment(folder.path),
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_REGION: 'ap-northeast-2',
    },
  });
  app.page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await app.quit();
  await endpoint.close();
  folder.remove();
});

it('finds a missing rule in a real app, saves the report, and finds it mended', async () => {
  const { page, electron } = app;
  await page.getByRole('button', { name: 'Network doctor' }).click();
  await page.getByRole('option', { name: new RegExp(id) }).waitFor({ state: 'attached' });
  await page.getByLabel('Cluster', { exact: true }).selectOption(id);
  await page.getByLabel('Bastion', { exact: true }).fill('i-0ba5710000000001');
  await page.getByLabel('My public address').fill('203.0.113.7');
  await page.getByRole('button', { name: 'Examine' }).click();
  await page.getByRole('button', { name: 'pages: blocked' }).waitFor();
  await page.screenshot({ path: `${screens}doctor-app-broken.png` });

  const report = folder.file('report.md');
  await electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, report);
  await page.getByRole('button', { name: 'Save report', exact: true }).click();
  await page.getByText('report.md was saved.').waitFor();
  expect(readFileSync(report, 'utf8')).toContain('aws ec2 authorize-security-group-ingress');

  // Somebody has run the commands meanwhile.
  const mended = networkFixtures(network({ parts: { rules: healthyRules() } }));
  Object.assign(endpoint.fixtures['ec2'] ?? {}, mended['ec2']);
  await page.getByRole('button', { name: 'Examine' }).click();
  await page.getByRole('button', { name: 'pages: open' }).waitFor();
  await page.screenshot({ path: `${screens}doctor-app-mended.png` });
  expect(app.console.filter((line) => /error|refused/i.test(line))).toEqual([]);
});
