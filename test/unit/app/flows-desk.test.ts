import { expect, it } from 'vitest';
import { FlowsDesk } from '../../../electron/app/flows-desk';
import type { FlowsReply } from '../../../electron/app/flows-protocol';

const price = { bytes: null, dollars: null, dollarsPerTerabyte: 5 };
const ask = {
  kind: 'read',
  source: { engine: 'local', paths: [] },
  format: null,
  region: null,
  clusterId: null,
  from: null,
  to: null,
  aws: null,
} as const;

it('passes on what a question says while it is under way, by its own name', async () => {
  const told: unknown[] = [];
  let say: (reply: FlowsReply) => void = () => undefined;
  const desk = new FlowsDesk(
    () => ({
      post: () => undefined,
      onReply: (listener) => {
        say = listener;
      },
      onExit: () => undefined,
      kill: () => told.push('ended'),
    }),
    (name, payload) => told.push([name, payload]),
    '/nowhere',
  );
  const reading = desk.read('job-1', ask);
  say({ kind: 'progress', step: 'ec2:DescribeSubnets', done: 1, total: null });
  say({ kind: 'slowed', inMs: 2_000 });
  say({ kind: 'price', price });
  expect(told).toEqual([
    ['jobProgress', { jobId: 'job-1', step: 'ec2:DescribeSubnets', done: 1, total: null }],
    ['jobSlowed', { jobId: 'job-1', inMs: 2_000 }],
    ['flowPrice', { jobId: 'job-1', price }],
  ]);
  say({ kind: 'failed', failure: { code: 'engine-crashed' } });
  await expect(reading).rejects.toMatchObject({ failure: { code: 'engine-crashed' } });
  expect(told.at(-1)).toBe('ended');
});

it('says of a reading whose process ended that it was the reading, or that it was called off', async () => {
  const ends: (() => void)[] = [];
  const desk = new FlowsDesk(
    () => ({
      post: () => undefined,
      onReply: () => undefined,
      onExit: (listener) => ends.push(listener),
      kill: () => undefined,
    }),
    () => undefined,
    '/nowhere',
  );
  const killed = desk.read('job-1', ask);
  const calledOff = desk.read('job-2', ask);
  desk.cancel('job-2');
  for (const end of ends) end();
  await expect(killed).rejects.toMatchObject({ failure: { code: 'flows-crashed' } });
  await expect(calledOff).rejects.toMatchObject({ failure: { code: 'cancelled' } });
});
