import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

beforeAll(async () => {
  app = await startApp({ dataFolder: testFolder() });
});
afterAll(() => app.quit());

it('reads a folder in a process of its own, and exports tables and rules', async () => {
  const { page, electron } = app;
  await electron.evaluate(
    ({ dialog }, [folder, place]) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
      const answers = ['rules.tf', 'table.parquet'];
      dialog.showSaveDialog = async () => ({
        canceled: false,
        filePath: `${place}/${answers.shift()}`,
      });
    },
    [logs, out] as const,
  );
  const engine = await app.enginePid();
  await page.getByRole('navigation').getByRole('button', { name: 'Flow logs' }).click();
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('cell', { name: '52.219.1.1', exact: true }).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: /^Rejected 1/ }).waitFor();
  for (const [item, file] of [
    ['Rules as Terraform', 'rules.tf'],
    ['Table as Parquet', 'table.parquet'],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByText(`Saved ${file}.`).waitFor();
  }
  expect(readFileSync(join(out, 'rules.tf'), 'utf8')).toContain(
    'aws_vpc_security_group_egress_rule',
  );
  expect(readFileSync(join(out, 'table.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  expect(await app.enginePid()).toBe(engine);
  expect(app.console).toEqual([]);
});
