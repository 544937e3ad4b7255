import { describe, expect, it } from 'vitest';
import { field } from '../support/window/controls';
import { clusters, doctorTests } from '../support/window/doctor';
import { keepPicture } from '../support/window/looks';
import { allPagesFail, pageFailures, withPages } from '../support/window/scenarios/pages';

const open = doctorTests();

describe('the network doctor', () => {
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
    const { page, bridge } = await open({ theme: 'dark' }, { ...snapshot, profiles });
    await keepPicture(page, 'doctor-tunnel-dark');
    await page.getByRole('button', { name: 'See the rule to add' }).click();
    await page.getByText(/^Can explain/).waitFor();
    expect(bridge.argsOf('examineNetwork')).toMatchObject([{ clusterId: bound.rule.id }]);
    // The missing rule lies open, with the command that adds it.
    await page.getByText('aws ec2 authorize-security-group-ingress').first().waitFor();
    await keepPicture(page, 'doctor-explained-dark');
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
    const { page, bridge } = await open({}, { ...snapshot, profiles });
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
  });

  it('is led to from a single page that fails, too', async () => {
    const { page } = await open({}, withPages({ 5: pageFailures.timeout }));
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByRole('button', { name: 'See the rule to add' }).click();
    await field(page, 'Bastion').waitFor();
    // The tunnel is tied to no cluster: which one it is stays to be said.
    expect(await field(page, 'Bastion').inputValue()).toBe('bastion.seoul.example.com');
  });
});
