import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Job, Jobs } from '../../../electron/engine/jobs';
import type { JobProgress, JobSlowed } from '../../../shared/model/job';

let told: (JobProgress | JobSlowed)[] = [];
const tell = (each: JobProgress | JobSlowed) => void told.push(each);
let jobs = new Jobs({ progress: tell, slowed: tell });

beforeEach(() => {
  told = [];
  jobs = new Jobs({ progress: tell, slowed: tell });
});

async function untilCancelled({ signal }: Pick<Job, 'signal'>): Promise<string> {
  await delay(60_000, undefined, { signal });
  return 'never';
}

describe('a job', () => {
  it('answers with what its work answers', async () => {
    expect(await jobs.run('a', async () => 7)).toBe(7);
  });

  it('tells how far it is, the last step always, those between at most ten times a second', async () => {
    await jobs.run('a', async ({ progress }) => {
      for (let done = 1; done <= 1_000; done += 1) progress('ec2:DescribeSubnets', done, 1_000);
    });
    expect(told.length).toBeLessThan(1_000);
    expect(told.at(-1)).toEqual({
      jobId: 'a',
      step: 'ec2:DescribeSubnets',
      done: 1_000,
      total: 1_000,
    });
  });

  it('tells when AWS asks to slow down', async () => {
    await jobs.run('a', async ({ slowed }) => slowed(2_000));
    expect(told).toEqual([{ jobId: 'a', inMs: 2_000 }]);
  });

  it('ends as cancelled when it is called off, whatever its work makes of that', async () => {
    const failing = jobs.run('a', untilCancelled);
    const deaf = jobs.run('b', async ({ signal }) => {
      await untilCancelled({ signal }).catch(() => undefined);
      return 'done all the same';
    });
    jobs.cancelAll();
    await expect(failing).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    await expect(deaf).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('tells nothing more once it is called off', async () => {
    const job = jobs.run('a', async ({ signal, progress, slowed }) => {
      await untilCancelled({ signal }).catch(() => undefined);
      progress('late', 1, 1);
      slowed(1_000);
    });
    jobs.cancel('a');
    await expect(job).rejects.toThrow('cancelled');
    expect(told).toEqual([]);
  });

  it('cannot run twice at once under one name, and can again afterwards', async () => {
    const first = jobs.run('a', untilCancelled);
    await expect(jobs.run('a', untilCancelled)).rejects.toMatchObject({
      failure: { code: 'internal' },
    });
    jobs.cancel('a');
    await expect(first).rejects.toThrow('cancelled');
    expect(await jobs.run('a', async () => 1)).toBe(1);
    jobs.cancel('a');
  });
});
