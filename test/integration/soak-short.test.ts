import { expect, it } from 'vitest';
import { runSoak } from '../soak/soak';
import { tellFigure } from '../support/figure';

it('SSH-10: a short soak: whole flows, nothing uncaught and nothing left (npm run soak for hours of it)', async () => {
  const summary = await runSoak({
    seconds: 18,
    flows: 16,
    kills: 2,
    fuzz: 400,
    blackholes: false,
    say: (line) => console.log(line),
  });
  expect(summary.reasons).toEqual([]);
  expect(summary.failedOutsideFaults).toBe(0);
  expect(summary.uncaughtErrors).toBe(0);
  expect(summary.leakedChannels).toBe(0);
  expect(summary.leakedDescriptors).toBeLessThanOrEqual(2);
  expect(summary.reconnects).toBe(summary.faults);
  expect(summary.flows).toBeGreaterThan(200);
  tellFigure(
    'SSH-10',
    `${summary.flows} flows, ${(summary.bytes / 2 ** 20).toFixed(0)} MiB checked, ${summary.reconnects} reconnects, 0 failed outside faults, 0 leaked`,
  );
}, 150_000);
