import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { shippedRangesDay } from '../../shared/model/shipped-ranges';
import { flowAnswer } from '../support/flow-answer';
import type { ShownWindow } from '../support/window/browser';
import { chooseTab, field, goTo } from '../support/window/controls';
import { keepLooks } from '../support/window/looks';
import { windowTests } from '../support/window/opened';
import { threeTunnels } from '../support/window/scenarios/tunnels';

const open = windowTests();

async function showFlowLogs(): Promise<ShownWindow> {
  const shown = await open(threeTunnels());
  const access = { profiles: [], profile: 'default', region: 'ap-northeast-2' };
  shown.bridge.handlers.awsAccess = () => ({ ok: true, value: access });
  await goTo(shown.page, 'Flow logs');
  return shown;
}

async function readFolder(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('table').waitFor();
}

/** Readings never answer: the fake's own answer is kept back until the page has gone. */
async function holdReading(page: Page): Promise<void> {
  await page.evaluate(() => {
    const side = globalThis as unknown as { culvert: Record<string, unknown> };
    const real = side.culvert['readFlows'] as (args: unknown) => Promise<unknown>;
    side.culvert['readFlows'] = (args: unknown) => {
      void real(args);
      return new Promise(() => undefined);
    };
  });
}

describe('Flow logs', () => {
  it('teaches how to get logs, and hands over the command', async () => {
    const { page, bridge } = await showFlowLogs();
    await page.getByRole('button', { name: 'Copy command' }).click();
    const copied = () => bridge.argsOf('copyText').at(0)?.text ?? '';
    await expect.poll(copied).toContain('aws ec2 create-flow-logs');
    expect(copied()).toContain('tcp-flags');
    expect(copied()).not.toContain('Hive');
    await keepLooks({ page, bridge }, 'flows-empty');
    await page.getByRole('button', { name: 'Fetch AWS address ranges' }).click();
    await page.getByText('Address ranges of 2026-11-29 are kept.').waitFor();
  });

  it('reads what was chosen, with the format given, and shows verdicts to filter by', async () => {
    const { page, bridge } = await showFlowLogs();
    await readFolder(page);
    expect(bridge.argsOf('readFlows')[0]).toMatchObject({
      source: { engine: 'local', files: ['f'.repeat(32)] },
      format: null,
      place: { region: 'ap-northeast-2', awsProfile: null },
      clusterId: null,
    });
    await keepLooks({ page, bridge }, 'flows-table');
    // What was refused comes first, before what only the smallest rules would refuse.
    const verdicts = await page.locator('tbody td:first-child').allInnerTexts();
    expect(verdicts.slice(0, 4)).toEqual(['Rejected', 'Missing', 'Missing', 'Undecided']);
    // Names in place of the codes of needs and groups.
    await page.getByText('though unused now: Amazon S3').waitFor();
    await page.getByRole('row', { name: /Core Node 10\.0\.1\.10 Primary tcp\/8020/ }).waitFor();
    await page.getByRole('row', { name: /^Unused Core .* Amazon S3 tcp\/80/ }).waitFor();
    await page.getByRole('button', { name: /^Missing/ }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(3);
    await page.getByRole('button', { name: /^All / }).click();
    await page.getByRole('button', { name: 'Far side' }).click();
    await page.locator('th[aria-sort=ascending]', { hasText: 'Far side' }).waitFor();
    expect(await page.getByRole('row').nth(1).innerText()).toContain('10.0.0.5');
    await chooseTab(page, 'Problems');
    await page.getByText('line 18233').waitFor();
  });

  it('says of which day the address ranges are, and where there are newer ones', async () => {
    const { page, bridge } = await showFlowLogs();
    const summary = { ...flowAnswer.summary, rangesMade: shippedRangesDay };
    bridge.handlers.readFlows = () => ({ ok: true, value: { ...flowAnswer, summary } });
    await readFolder(page);
    await page.getByText(`address ranges of ${shippedRangesDay}; fetch AWS’s`).waitFor();
  });

  it('says that the span of time could not be kept to', async () => {
    const { page, bridge } = await showFlowLogs();
    const summary = { ...flowAnswer.summary, untimed: 12 };
    bridge.handlers.readFlows = () => ({ ok: true, value: { ...flowAnswer, summary } });
    await readFolder(page);
    await page.getByText('The format of 12 files lacks “start” or “end”').waitFor();
  });

  it('says of which security group the rules are more than it takes', async () => {
    const { page, bridge } = await showFlowLogs();
    const ruleLoads = [
      { group: 'master' as const, ipv4: 61, ipv6: 3 },
      { group: 'slave' as const, ipv4: 60, ipv6: 3 },
    ];
    const summary = { ...flowAnswer.summary, ruleLoads };
    bridge.handlers.readFlows = () => ({ ok: true, value: { ...flowAnswer, summary } });
    await readFolder(page);
    await page.getByText('61 outbound rules are proposed for the primary node').waitFor();
    await keepLooks({ page, bridge }, 'flows-too-many-rules');
    expect(await page.getByText('outbound rules are proposed').count()).toBe(1);
  });

  it('says why there may be no record, and where to look', async () => {
    const { page, bridge } = await showFlowLogs();
    // AWS's own engines have no files to find fault with.
    const asked = { engine: 'athena' as const, records: 0, problems: [] };
    const summary = { ...flowAnswer.summary, ...asked };
    bridge.handlers.readFlows = () => ({ ok: true, value: { destinations: [], summary } });
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await page.getByText('the folder that holds the years').waitFor();
  });

  it('draws what flowed between node groups and services', async () => {
    const { page, bridge } = await showFlowLogs();
    await readFolder(page);
    await chooseTab(page, 'Picture');
    await page.getByRole('img', { name: /Traffic from node groups/ }).waitFor();
    await keepLooks({ page, bridge }, 'flows-picture');
  });

  it('exports the rules', async () => {
    const { page, bridge } = await showFlowLogs();
    await readFolder(page);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Rules as Terraform' }).click();
    await page.getByText('Saved egress-rules.tf.').waitFor();
    expect(bridge.argsOf('exportFlows')).toEqual([{ kind: 'terraform' }]);
  });

  it('shows how far it is, and can be called off', async () => {
    const { page, bridge } = await showFlowLogs();
    await holdReading(page);
    await page.getByRole('button', { name: 'Choose files' }).click();
    await page.getByRole('progressbar').waitFor();
    await expect.poll(() => bridge.argsOf('readFlows').length).toBe(1);
    const jobId = bridge.argsOf('readFlows')[0]?.jobId ?? '';
    await bridge.emit('jobProgress', { jobId, step: '22/fl-0a.log.gz', done: 40, total: 100 });
    await page.getByText('22/fl-0a.log.gz').waitFor();
    await keepLooks({ page, bridge }, 'flows-reading');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Choose folder' }).waitFor();
    expect(bridge.argsOf('cancelJob')).toEqual([{ jobId }]);
  });

  it('says that AWS asks to slow down, and counts the seconds', async () => {
    const { page, bridge } = await showFlowLogs();
    await holdReading(page);
    await page.getByRole('button', { name: 'Choose files' }).click();
    await expect.poll(() => bridge.argsOf('readFlows').length).toBe(1);
    const jobId = bridge.argsOf('readFlows')[0]?.jobId ?? '';
    const slowed = page.getByText(/^AWS asks to slow down; trying again in (60|59|58) s\.$/);
    await bridge.emit('jobProgress', { jobId, step: 'ec2:DescribeSubnets', done: 4, total: null });
    await bridge.emit('jobSlowed', { jobId, inMs: 60_000 });
    await slowed.waitFor();
    await bridge.emit('jobSlowed', { jobId, inMs: 1 });
    await page.getByText('ec2:DescribeSubnets').waitFor();
    await bridge.emit('jobSlowed', { jobId, inMs: 60_000 });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Choose files' }).click();
    await page.getByText('Looking at the files').waitFor();
    expect(await slowed.count(), 'the question that was slowed down is over').toBe(0);
  });

  it('says that files stay here only where files are read', async () => {
    const { page } = await showFlowLogs();
    const stays = page.getByText('The files stay on this computer.');
    await stays.waitFor();
    for (const engine of ['Athena', 'Logs Insights']) {
      await page.getByRole('tab', { name: engine }).click();
      await expect.poll(() => stays.count()).toBe(0);
    }
    await chooseTab(page, 'Files');
    await stays.waitFor();
  });

  it('asks Athena what the form says, and shows the price before anything is read', async () => {
    const { page, bridge } = await showFlowLogs();
    await holdReading(page);
    await chooseTab(page, 'Athena');
    await page.getByRole('button', { name: 'Ask Athena' }).click();
    await page.getByText('An address such as s3://bucket/AWSLogs').waitFor();
    expect(bridge.argsOf('readFlows')).toEqual([]);
    await keepLooks({ page, bridge }, 'flows-athena');
    await page.getByLabel('Place in S3').fill('s3://logs/AWSLogs/1/vpcflowlogs/eu-west-1');
    await field(page, 'Cluster').fill('j-1ABCDEFGHIJKL');
    await page.getByLabel('From (UTC)').fill('2026-11-22T00:00');
    await page.getByRole('button', { name: 'Ask Athena' }).click();
    await page.getByRole('progressbar').waitFor();
    await expect.poll(() => bridge.argsOf('readFlows').length).toBe(1);
    const [asked] = bridge.argsOf('readFlows');
    expect(asked).toMatchObject({
      source: {
        engine: 'athena',
        location: 's3://logs/AWSLogs/1/vpcflowlogs/eu-west-1',
        output: null,
        workgroup: 'primary',
      },
      clusterId: 'j-1ABCDEFGHIJKL',
      from: Date.UTC(2026, 10, 22) / 1000,
      to: null,
    });
    const price = { bytes: 2.5e9, dollars: 0.0125, dollarsPerTerabyte: 5 };
    await bridge.emit('flowPrice', { jobId: asked?.jobId ?? '', price });
    await page.getByText('It expects to read 2.5 GB, which costs 0.0125 USD.').waitFor();
    await page.getByText('Nothing has been read yet').waitFor();
    await keepLooks({ page, bridge }, 'flows-price');
    await page.getByRole('button', { name: 'Run the query' }).click();
    await page.getByRole('progressbar').waitFor();
    await expect.poll(() => bridge.argsOf('agreeFlows')).toEqual([{ jobId: asked?.jobId }]);
  });

  it('asks Logs Insights only about a span of time', async () => {
    const { page, bridge } = await showFlowLogs();
    await chooseTab(page, 'Logs Insights');
    await page.getByLabel('Log groups').fill('vpc-flow-logs, second');
    await page.getByRole('button', { name: 'Ask Logs Insights' }).click();
    await page.getByText('Logs Insights needs a beginning.').waitFor();
    await keepLooks({ page, bridge }, 'flows-insights');
    await page.getByLabel('From (UTC)').fill('2026-11-22T00:00');
    await page.getByLabel('To (UTC)').fill('2026-11-22T06:00');
    await page.getByRole('button', { name: 'Ask Logs Insights' }).click();
    await page.getByRole('table').waitFor();
    expect(bridge.argsOf('readFlows')[0]).toMatchObject({
      source: { engine: 'insights', logGroups: ['vpc-flow-logs', 'second'] },
      from: Date.UTC(2026, 10, 22) / 1000,
      to: Date.UTC(2026, 10, 22, 6) / 1000,
    });
    await page.getByRole('button', { name: 'Another question' }).click();
    expect(await page.getByLabel('Log groups').inputValue()).toBe('vpc-flow-logs, second');
  });
});

describe('an answer without a single record', () => {
  const summary = {
    ...flowAnswer.summary,
    records: 0,
    destinations: 0,
    verdicts: { allowed: 0, missing: 0, unused: 0, rejected: 0, undecided: 0 },
    keptForLaunch: [],
    first: null,
    last: null,
  };

  it('says what is wrong with each file, and nothing of verdicts', async () => {
    const { page, bridge } = await showFlowLogs();
    const detail = 'Dear colleagues, attached';
    const problem = { file: 'notes.txt', line: null, code: 'not-flow-log', detail, count: 1 };
    const unheard = { ...problem, file: 'old.log', code: 'format-unknown', detail: '15' };
    const problems = [problem, unheard] as typeof flowAnswer.summary.problems;
    const value = { destinations: [], summary: { ...summary, problems } };
    bridge.handlers.readFlows = () => ({ ok: true, value });
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await page.getByRole('heading', { name: 'No record could be read' }).waitFor();
    await page.getByText(`notes.txt: this is no VPC flow log (it looks like: ${detail})`).waitFor();
    expect(await page.getByText('with this verdict').count()).toBe(0);
    await keepLooks({ page, bridge }, 'flows-nothing');
    // The words for a field of the form are those on it.
    const named = /under “(?<field>[^”]+)”/.exec(await page.getByText('old.log').innerText());
    await page.getByRole('button', { name: 'Another question' }).click();
    expect(await field(page, named?.groups?.['field'] ?? '').count()).toBe(1);
  });

  it('says that there was none where nothing is wrong', async () => {
    const { page, bridge } = await showFlowLogs();
    const value = { destinations: [], summary: { ...summary, problems: [] } };
    bridge.handlers.readFlows = () => ({ ok: true, value });
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await page.getByText('No record fits the question.').waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
  });
});
