import { describe, expect, it } from 'vitest';
import { doctorTests, startExamining } from '../support/window/doctor';
import { keepPicture } from '../support/window/looks';

const open = doctorTests();

describe('the network doctor', () => {
  it('tells each call as it goes, and is called off', async () => {
    const { page, bridge } = await open();
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
    await startExamining(page);
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    const [{ jobId } = { jobId: '' }] = bridge.argsOf('examineNetwork');
    await bridge.emit('jobProgress', { jobId, step: 'ec2:DescribeSubnets', done: 4, total: null });
    await page.getByText('ec2:DescribeSubnets · 4 answered').waitFor();
    await keepPicture(page, 'doctor-reading-light');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Examine' }).waitFor();
    expect(bridge.argsOf('cancelJob')).toContainEqual({ jobId });
  });

  it('says that AWS asks to slow down, and counts the seconds', async () => {
    const { page, bridge } = await open();
    bridge.handlers.examineNetwork = (() =>
      new Promise(() => undefined)) as unknown as typeof bridge.handlers.examineNetwork;
    await startExamining(page);
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    const [{ jobId } = { jobId: '' }] = bridge.argsOf('examineNetwork');
    await bridge.emit('jobProgress', { jobId, step: 'ec2:DescribeSubnets', done: 4, total: null });
    await bridge.emit('jobSlowed', { jobId, inMs: 60_000 });
    await page.getByText(/^AWS asks to slow down; trying again in (60|59|58) s\.$/).waitFor();
    await keepPicture(page, 'doctor-slowed-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await keepPicture(page, 'doctor-slowed-dark');
    await bridge.emit('jobSlowed', { jobId, inMs: 1 });
    await page.getByText('ec2:DescribeSubnets · 4 answered').waitFor();
  });

  it('says why nothing could be read, and how to go on', async () => {
    const { page, network } = await open();
    network.answer = null;
    await startExamining(page);
    await page.getByRole('alert').getByText('elasticmapreduce:DescribeCluster').first().waitFor();
    await keepPicture(page, 'doctor-denied-light');
  });
});
