import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AwsEndpoint, awsEnvironment } from '../support/aws/endpoint';
import { athenaFixtures, interfaceFixtures } from '../support/aws/flow-fixtures';
import { networkFixtures } from '../support/aws/network-fixtures';
import { network } from '../support/doctor-network';
import { defaultHeader, logFolder, record, testFolder } from '../support/flows';
import { type RunningApp, startApp } from './shell-app';

const logs = logFolder({
  'AWSLogs/1.log.gz': [
    defaultHeader,
    record('10.0.0.1 52.219.1.1', '41000 443'),
    record('10.0.0.1 10.0.9.9', '41000 25', { action: 'REJECT' }),
    'not a record',
  ].join('\n'),
});
const out = testFolder();
let app: RunningApp;
let endpoint: AwsEndpoint;

beforeAll(async () => {
  const fixtures = networkFixtures(network({}));
  endpoint = await AwsEndpoint.start({
    ...fixtures,
    ec2: { ...fixtures['ec2'], ...interfaceFixtures },
    athena: athenaFixtures(),
  });
  app = await startApp({
    dataFolder: testFolder(),
    env: {
      ...awsEnvironment(testFolder()),
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_REGION: 'ap-northeast-2',
    },
  });
  app.page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await app.quit();
  await endpoint.close();
});

it('reads a folder in a process of its own, and exports tables and rules', async () => {
  const { page, electron } = app;
  await electron.evaluate(
    ({ dialog }, [folder, place]) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
      const answers = ['rules.tf', 'table.parquet', 'table.csv', 'rules.sh'];
      dialog.showSaveDialog = async () => ({
        canceled: false,
        filePath: `${place}/${answers.shift()}`,
      });
    },
    [logs, out] as const,
  );
  const engine = await app.engine();
  await page.getByRole('navigation').getByRole('button', { name: 'Flow logs' }).click();
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('cell', { name: '52.219.1.1', exact: true }).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: /^Rejected 1/ }).waitFor();
  for (const [item, file] of [
    ['Rules as Terraform', 'rules.tf'],
    ['Table as Parquet', 'table.parquet'],
    ['Table as CSV', 'table.csv'],
    ['Rules as AWS CLI commands', 'rules.sh'],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByText(`Saved ${file}.`).waitFor();
  }
  expect(readFileSync(join(out, 'rules.tf'), 'utf8')).toContain(
    'aws_vpc_security_group_egress_rule',
  );
  expect(readFileSync(join(out, 'table.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  const [head, ...rows] = readFileSync(join(out, 'table.csv'), 'utf8').trimEnd().split('\n');
  expect(head).toMatch(/^group,initiator,destination,service,port,/);
  expect(rows.filter((row) => row.includes('52.219.1.1'))).toHaveLength(1);
  expect(readFileSync(join(out, 'rules.sh'), 'utf8')).toContain(
    'aws ec2 authorize-security-group-egress',
  );
  expect(await app.enginePid()).toBe(engine);
  expect(app.console).toEqual([]);
});

it('asks Athena for a cluster, once its price is agreed to', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Another question' }).click();
  await page.getByRole('tab', { name: 'Athena' }).click();
  await page.getByLabel('Place in S3').fill('s3://logs/AWSLogs/1/vpcflowlogs/ap-northeast-2');
  await page.getByLabel('Cluster', { exact: true }).fill('j-1ABCDEFGHIJKL');
  await page.getByRole('button', { name: 'Ask Athena' }).click();
  await page.getByText('It expects to read 2.5 GB, which costs 0.0125 USD.').waitFor();
  const asked = () =>
    endpoint.callsOf('StartQueryExecution').map(({ params }) => params.QueryString);
  expect(asked().at(-1)).toMatch(/^EXPLAIN/);
  await page.getByRole('button', { name: 'Run the query' }).click();
  await page.getByRole('cell', { name: '52.219.1.1', exact: true }).waitFor();
  await page.getByRole('cell', { name: 'Core', exact: true }).first().waitFor();
  expect(asked().at(-1)).toContain("'eni-0a'");
  expect(app.console).toEqual([]);
});
