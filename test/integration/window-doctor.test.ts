import { describe, expect, it } from 'vitest';
import { brokenNetwork, mendedNetwork } from '../support/doctor-scenarios';
import { button, chooseTab } from '../support/window/controls';
import { doctorTests, examine, goToDoctor } from '../support/window/doctor';
import { keepPicture, small, tooWideBy } from '../support/window/looks';
import { threeTunnels } from '../support/window/scenarios/tunnels';

const open = doctorTests();

describe('the network doctor', () => {
  it('teaches before the first look, with the permissions it needs', async () => {
    const { page, bridge } = await open();
    await goToDoctor(page);
    await keepPicture(page, 'doctor-empty-light');
    await page.getByRole('button', { name: 'Copy the IAM policy' }).click();
    const [copied] = bridge.argsOf('copyText');
    expect(JSON.parse(copied?.text ?? '')).toMatchObject({
      Statement: [{ Action: expect.arrayContaining(['ec2:DescribeSecurityGroupRules']) }],
    });
  });

  it('asks for a cluster before it asks AWS', async () => {
    const { page, bridge } = await open();
    await goToDoctor(page);
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByText('Choose a cluster, or enter its id').waitFor();
    expect(bridge.argsOf('examineNetwork')).toEqual([]);
  });

  it('asks for an address that is one, at its field', async () => {
    const { page, bridge } = await open();
    await goToDoctor(page);
    await page.locator('main form select').selectOption({ index: 1 });
    const address = page.getByLabel('My public address');
    await address.fill('300.1.1.1');
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByText('Write it as 203.0.113.7.').waitFor();
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    expect(bridge.argsOf('examineNetwork')).toEqual([]);
    await address.fill('2001:db8::7');
    await page.getByRole('button', { name: 'Examine' }).click();
    await expect.poll(() => bridge.argsOf('examineNetwork').length).toBe(1);
    expect(bridge.argsOf('examineNetwork')[0]?.myAddress).toBe('2001:db8::7');
  });

  it('shows findings with the gravest first, and the fix of one to copy', async () => {
    const { page, bridge } = await open();
    await examine(page);
    await keepPicture(page, 'doctor-broken-light');
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
    await keepPicture(page, 'doctor-fix-light');
    await page.getByRole('button', { name: 'Terraform' }).click();
    await button(page, 'Copy').click();
    expect(bridge.argsOf('copyText')[0]?.text).toContain('aws_vpc_security_group_ingress_rule');
  });

  it('leads from a stretch of the picture to what was found on it', async () => {
    const { page } = await open();
    await examine(page);
    const stretch = page.getByRole('button', { name: 'SSH: open' });
    await stretch.click();
    expect(await stretch.getAttribute('aria-pressed')).toBe('true');
    await page.getByText('Only: SSH').waitFor();
    expect(await page.getByText('no tunnel made by this app uses').count()).toBe(1);
    expect(await page.getByText('ElasticMapReduce-Master-Private').count()).toBe(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.getByText('ElasticMapReduce-Master-Private').count()).toBeGreaterThan(0);
  });

  it('judges the rules of the guides row by row, and proposes the minimal egress', async () => {
    const { page } = await open();
    await examine(page);
    await chooseTab(page, 'Rules of the guides');
    const row = page.getByRole('row', { name: /tcp 8157/ });
    expect(await row.innerText()).toContain('not needed');
    expect(await row.innerText()).toContain('open here');
    await keepPicture(page, 'doctor-guides-light');
    // A condition this cluster does not meet is neither open nor closed.
    const condition = page.getByRole('row', { name: /dynamodb\.ap-northeast-2/ });
    expect(await condition.innerText()).toContain('does not apply');
    await page.getByRole('row', { name: /AllowTcpForwarding/ }).scrollIntoViewIfNeeded();
    await keepPicture(page, 'doctor-guides-end-light');
    await chooseTab(page, 'Minimal egress');
    await page.getByText('What would break').waitFor();
    await keepPicture(page, 'doctor-egress-light');
    await page.getByText('How to mend it').scrollIntoViewIfNeeded();
    await keepPicture(page, 'doctor-egress-end-light');
  });

  it('claims nothing of rules it could not read', async () => {
    const { page, network } = await open();
    network.answer = brokenNetwork({ denied: { rules: 'ec2:DescribeSecurityGroupRules' } });
    await examine(page);
    await page.getByText('needs ec2:DescribeSecurityGroupRules').first().waitFor();
    await chooseTab(page, 'Minimal egress');
    await page.getByText('What would break').waitFor();
    expect(await page.getByText('not known', { exact: true }).count()).toBe(1);
    await keepPicture(page, 'doctor-egress-denied-light');
  });

  it('is green once it is mended, and saves the report', async () => {
    const { page, bridge, network } = await open({ theme: 'dark' });
    await examine(page);
    await keepPicture(page, 'doctor-broken-dark');
    const badge = page.getByRole('button', { name: 'Network doctor' });
    expect(await badge.innerText()).toContain('3');
    network.answer = mendedNetwork();
    await page.getByRole('button', { name: 'Examine' }).click();
    await page.getByText('Nothing is wrong').waitFor();
    await keepPicture(page, 'doctor-mended-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await keepPicture(page, 'doctor-mended-light');
    expect(await badge.innerText()).not.toContain('3');
    for (const stretch of ['SSH', 'pages', 'nodes', 'services']) {
      expect(await page.getByRole('button', { name: `${stretch}: open` }).count()).toBe(1);
    }
    await button(page, 'Save report').click();
    await page.getByText('network.markdown was saved.').waitFor();
    const jobs = bridge.argsOf('examineNetwork').map(({ jobId }) => jobId);
    expect(bridge.argsOf('saveNetworkReport')).toEqual([{ jobId: jobs[1], format: 'markdown' }]);
  });

  it.each(['ko', 'zh-CN'] as const)('has room for its words in %s', async (language) => {
    const snapshot = threeTunnels();
    const preferences = { ...snapshot.preferences, language };
    const { page } = await open({}, { ...snapshot, preferences });
    await page.getByRole('navigation').getByRole('button').nth(2).click();
    await page.locator('main form select').selectOption({ index: 1 });
    await page.locator('main form button').click();
    await page.getByRole('tab').first().waitFor();
    await keepPicture(page, `doctor-broken-${language}`);
  });

  it.each([
    ['small-light', { ...small }],
    ['small-dark', { ...small, theme: 'dark' }],
  ] as const)('holds together at %s', async (name, options) => {
    const { page } = await open(options);
    await examine(page);
    expect(await tooWideBy(page)).toBe(0);
    await keepPicture(page, `doctor-${name}`);
  });
});
