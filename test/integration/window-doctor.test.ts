import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Examination } from '../../shared/contract/doctor-calls';
import type { Snapshot } from '../../shared/contract/window';
import { manyClusters } from '../support/aws/clusters';
import { summaryOf } from '../support/cluster-scenarios';
import { brokenNetwork, mendedNetwork } from '../support/doctor-scenarios';
import {
  type OpenWindow,
  openWindow,
  startBrowser,
  type WindowOptions,
} from '../support/window-browser';
import { allPagesFail, pageFailures, threeTunnels, withPages } from '../support/window-scenarios';
import { serveWindow, type WindowServer } from '../support/window-server';

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
let server: WindowServer;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  [server, browser] = await Promise.all([serveWindow(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const clusters = manyClusters(3).map(summaryOf);

interface DoctorWindow extends OpenWindow {
  /** What the next examination answers; nothing keeps it waiting. */
  answer: Examination | null;
}

async function open(
  options: WindowOptions = {},
  snapshot: Snapshot = threeTunnels(),
): Promise<DoctorWindow> {
  const opened = await openWindow(browser, server.url, snapshot, options);
  const shown: DoctorWindow = { ...opened, answer: brokenNetwork() };
  const { handlers } = opened.bridge;
  handlers.awsAccess = () => ({
    ok: true,
    value: { profiles: [], profile: 'default', region: 'ap-northeast-2' },
  });
  handlers.listClusters = () => ({ ok: true, value: clusters });
  handlers.examineNetwork = () =>
    shown.answer === null
      ? { ok: false, error: { code: 'failure', failure: denied } }
      : { ok: true, value: shown.answer };
  return shown;
}

const denied = {
  code: 'aws-denied',
  action: 'elasticmapreduce:DescribeCluster',
  region: 'ap-northeast-2',
  profile: 'default',
  why: 'not-allowed',
} as const;

async function goToDoctor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Network doctor' }).click();
  await page.getByRole('option', { name: /j-/ }).first().waitFor({ state: 'attached' });
}

async function examine(page: Page): Promise<void> {
  await goToDoctor(page);
  await page.getByLabel('Cluster', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Bastion', { exact: true }).fill('bastion.seoul.example.com');
  await page.getByRole('button', { name: 'Examine' }).click();
  await page.getByRole('tab', { name: 'Findings' }).waitFor();
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}doctor-${name}.png` });
}

describe('the network doctor', () => {
  it('teaches before the first look, with the permissions it needs', async () => {
    const { page, bridge, close } = await open();
    await goToDoctor(page);
    await picture(page, 'empty-light');
    await page.getByRole('button', { name: 'Copy the IAM policy' }).click();
    const [copied] = bridge.argsOf('copyText');
    expect(JSON.parse(copied?.text ?? '')).toMatchObject({
      Statement: [{ Action: expect.arrayContaining(['ec2:DescribeSecurityGroupRules']) }],
    });
    expect(await close()).toEqual([]);
  });

  it('asks for a cluster before it asks AWS', async () => {
    const { page, bridge, close } = await open();
    await goToDoctor(page);
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByText('Choose a cluster, or enter its id').waitFor();
    expect(bridge.argsOf('examineNetwork')).toEqual([]);
    expect(await close()).toEqual([]);
  });

  it('shows findings with the gravest first, and the fix of one to copy', async () => {
    const { page, bridge, close } = await open();
    await examine(page);
    await picture(page, 'broken-light');
    const [asked] = bridge.argsOf('examineNetwork');
    expect(asked).toMatchObject({
      bastion: 'bastion.seoul.example.com',
      sshPort: 22,
      localPort: 8157,
      place: { region: 'ap-northeast-2' },
    });
    const rows = page.getByRole('tabpanel').getByRole('listitem');
    expect(await rows.first().innerText()).toContain('Error');
    await rows.first().getByRole('button').first().click();
    await picture(page, 'fix-light');
    await page.getByRole('button', { name: 'Terraform' }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    expect(bridge.argsOf('copyText')[0]?.text).toContain('aws_vpc_security_group_ingress_rule');
    expect(await close()).toEqual([]);
  });

  it('leads from a stretch of the picture to what was found on it', async () => {
    const { page, close } = await open();
    await examine(page);
    const stretch = page.getByRole('button', { name: 'SSH: open' });
    await stretch.click();
    expect(await stretch.getAttribute('aria-pressed')).toBe('true');
    await page.getByText('Only: SSH').waitFor();
    expect(await page.getByText('no tunnel made by this app uses').count()).toBe(1);
    expect(await page.getByText('ElasticMapReduce-Master-Private').count()).toBe(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.getByText('ElasticMapReduce-Master-Private').count()).toBeGreaterThan(0);
    expect(await close()).toEqual([]);
  });

  it('judges the rules of the guides row by row, and proposes the minimal egress', async () => {
    const { page, close } = await open();
    await examine(page);
    await page.getByRole('tab', { name: 'Rules of the guides' }).click();
    const row = page.getByRole('row', { name: /tcp 8157/ });
    expect(await row.innerText()).toContain('not needed');
    expect(await row.innerText()).toContain('open here');
    await picture(page, 'guides-light');
    // A condition this cluster does not meet is neither open nor closed.
    const condition = page.getByRole('row', { name: /dynamodb\.ap-northeast-2/ });
    expect(await condition.innerText()).toContain('does not apply');
    await page.getByRole('row', { name: /AllowTcpForwarding/ }).scrollIntoViewIfNeeded();
    await picture(page, 'guides-end-light');
    await page.getByRole('tab', { name: 'Minimal egress' }).click();
    await page.getByText('What would break').waitFor();
    await picture(page, 'egress-light');
    await page.getByText('How to mend it').scrollIntoViewIfNeeded();
    await picture(page, 'egress-end-light');
    expect(await close()).toEqual([]);
  });

  it('claims nothing of rules it could not read', async () => {
    const shown = await open();
    shown.answer = brokenNetwork({ denied: { rules: 'ec2:DescribeSecurityGroupRules' } });
    const { page, close } = shown;
    await examine(page);
    await page.getByText('needs ec2:DescribeSecurityGroupRules').first().waitFor();
    await page.getByRole('tab', { name: 'Minimal egress' }).click();
    await page.getByText('What would break').waitFor();
    expect(await page.getByText('not known', { exact: true }).count()).toBe(1);
    await picture(page, 'egress-denied-light');
    expect(await close()).toEqual([]);
  });

  it('is green once it is mended, and saves the report', async () => {
    const shown = await open({ theme: 'dark' });
    const { page, bridge, close } = shown;
    await examine(page);
    await picture(page, 'broken-dark');
    const badge = page.getByRole('button', { name: 'Network doctor' });
    expect(await badge.innerText()).toContain('3');
    shown.answer = mendedNetwork();
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByText('Nothing is wrong').waitFor();
    await picture(page, 'mended-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await picture(page, 'mended-light');
    expect(await badge.innerText()).not.toContain('3');
    for (const stretch of ['SSH', 'pages', 'nodes', 'services']) {
      expect(await page.getByRole('button', { name: `${stretch}: open` }).count()).toBe(1);
    }
    await page.getByRole('button', { name: 'Save report', exact: true }).click();
    await page.getByText('network.markdown was saved.').waitFor();
    const jobs = bridge.argsOf('examineNetwork').map(({ jobId }) => jobId);
    expect(bridge.argsOf('saveNetworkReport')).toEqual([{ jobId: jobs[1], format: 'markdown' }]);
    expect(await close()).toEqual([]);
  });

  it('tells each call as it goes, and is called off', async () => {
    const { page, bridge, close } = await open();
    // The answer stays out until the job is called off.
    let cancelled: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    bridge.handlers.cancelJob = () => {
      cancelled();
      return { ok: true, value: undefined };
    };
    bridge.handlers.examineNetwork = (() =>
      waiting.then(() => ({
        ok: false,
        error: { code: 'failure', failure: { code: 'cancelled' } },
      }))) as unknown as typeof bridge.handlers.examineNetwork;
    await goToDoctor(page);
    await page.getByLabel('Cluster', { exact: true }).selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    const [{ jobId } = { jobId: '' }] = bridge.argsOf('examineNetwork');
    await bridge.emit('jobProgress', { jobId, step: 'ec2:DescribeSubnets', done: 4, total: null });
    await page.getByText('ec2:DescribeSubnets · 4 answered').waitFor();
    await picture(page, 'reading-light');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Examine' }).waitFor();
    expect(bridge.argsOf('cancelJob')).toContainEqual({ jobId });
    expect(await close()).toEqual([]);
  });

  it('says that AWS asks to slow down, and counts the seconds', async () => {
    const { page, bridge, close } = await open();
    bridge.handlers.examineNetwork = (() =>
      new Promise(() => undefined)) as unknown as typeof bridge.handlers.examineNetwork;
    await goToDoctor(page);
    await page.getByLabel('Cluster', { exact: true }).selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    const [{ jobId } = { jobId: '' }] = bridge.argsOf('examineNetwork');
    await bridge.emit('jobProgress', { jobId, step: 'ec2:DescribeSubnets', done: 4, total: null });
    await bridge.emit('jobSlowed', { jobId, inMs: 60_000 });
    await page.getByText(/^AWS asks to slow down; trying again in (60|59|58) s\.$/).waitFor();
    await picture(page, 'slowed-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'slowed-dark');
    await bridge.emit('jobSlowed', { jobId, inMs: 1 });
    await page.getByText('ec2:DescribeSubnets · 4 answered').waitFor();
    expect(await close()).toEqual([]);
  });

  it('says why nothing could be read, and how to go on', async () => {
    const shown = await open();
    shown.answer = null;
    const { page, close } = shown;
    await goToDoctor(page);
    await page.getByLabel('Cluster', { exact: true }).selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByRole('alert').getByText('elasticmapreduce:DescribeCluster').first().waitFor();
    await picture(page, 'denied-light');
    expect(await close()).toEqual([]);
  });

  it('is led to from a tunnel whose pages time out, with what can explain it', async () => {
    const snapshot = allPagesFail(pageFailures.timeout);
    const bound = {
      region: 'ap-northeast-2',
      awsProfile: null,
      rule: { by: 'id', id: clusters[0]?.id ?? '' },
      login: false,
      last: null,
    } as const;
    const profiles = snapshot.profiles.map((each, at) =>
      at === 0 ? { ...each, cluster: bound } : each,
    );
    const { page, bridge, close } = await open({ theme: 'dark' }, { ...snapshot, profiles });
    await picture(page, 'tunnel-dark');
    await page.getByRole('button', { name: 'See the rule to add' }).click();
    await page.getByText(/^Can explain/).waitFor();
    expect(bridge.argsOf('examineNetwork')).toMatchObject([{ clusterId: bound.rule.id }]);
    // The missing rule lies open, with the command that adds it.
    await page.getByText('aws ec2 authorize-security-group-ingress').first().waitFor();
    await picture(page, 'explained-dark');
    expect(await close()).toEqual([]);
  });

  it('takes the last jump host of a tunnel that logs in to the cluster’s own node', async () => {
    const snapshot = allPagesFail(pageFailures.timeout);
    const rule = { by: 'id', id: clusters[0]?.id ?? '' } as const;
    const cluster = {
      region: 'ap-northeast-2',
      awsProfile: null,
      rule,
      login: true,
      last: null,
    };
    const jump = { host: 'jump.example.com', port: 2200, user: 'ec2-user', authentication: null };
    const profiles = snapshot.profiles.map((each, at) =>
      at === 0 ? { ...each, cluster, jumpHosts: [{ ...jump, keyFile: null }] } : each,
    );
    const { page, bridge, close } = await open({}, { ...snapshot, profiles });
    await page.getByRole('button', { name: 'See the rule to add' }).click();
    await page.getByText(/^Can explain/).waitFor();
    const box = page.getByLabel('Log in to the primary node over it, too');
    expect(await box.isChecked()).toBe(true);
    await box.uncheck();
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByRole('button', { name: 'Examine' }).waitFor();
    const way = { bastion: 'jump.example.com', sshPort: 2200 };
    expect(bridge.argsOf('examineNetwork')).toMatchObject([
      { ...way, primarySshPort: 22 },
      { ...way, primarySshPort: null },
    ]);
    expect(await close()).toEqual([]);
  });

  it('is led to from a single page that fails, too', async () => {
    const { page, close } = await open({}, withPages({ 5: pageFailures.timeout }));
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByRole('button', { name: 'See the rule to add' }).click();
    await page.getByLabel('Bastion', { exact: true }).waitFor();
    // The tunnel is tied to no cluster: which one it is stays to be said.
    expect(await page.getByLabel('Bastion', { exact: true }).inputValue()).toBe(
      'bastion.seoul.example.com',
    );
    expect(await close()).toEqual([]);
  });

  it.each(['ko', 'zh-CN'] as const)('has room for its words in %s', async (language) => {
    const snapshot = threeTunnels();
    const preferences = { ...snapshot.preferences, language };
    const { page, close } = await open({}, { ...snapshot, preferences });
    await page.getByRole('navigation').getByRole('button').nth(2).click();
    await page.locator('main form select').selectOption({ index: 1 });
    await page.locator('main form button').click();
    await page.getByRole('tab').first().waitFor();
    await picture(page, `broken-${language}`);
    expect(await close()).toEqual([]);
  });

  it.each([
    ['small-light', { width: 960, height: 600 }],
    ['small-dark', { width: 960, height: 600, theme: 'dark' }],
  ] as const)('holds together at %s', async (name, options) => {
    const { page, close } = await open(options);
    await examine(page);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await picture(page, name);
    expect(await close()).toEqual([]);
  });
});
