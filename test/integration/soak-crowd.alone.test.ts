import { expect, it } from 'vitest';
import { runCrowd } from '../soak/crowd';
import { runLarge } from '../soak/large';
import { tellFigure } from '../support/figure';

const say = (line: string) => console.log(line);

it('FLT-15: 300 flows held and 50 a second beside them leave nothing behind (npm run soak for 2,000)', async () => {
  const summary = await runCrowd({ held: 300, perSecond: 50, seconds: 4, say });
  expect(summary).toMatchObject({ held: 300, failed: 0, reasons: [], uncaughtErrors: 0 });
  expect(summary.leakedChannels).toBe(0);
  expect(summary.leakedDescriptors).toBeLessThanOrEqual(2);
  expect(summary.answers).toBeGreaterThan(320);
  expect(summary.heapGrowthMiB).toBeLessThan(5);
  tellFigure(
    'FLT-15',
    `300 held and ${summary.churned} more: ${summary.answers} answers, 0 failed, ` +
      `heap ${summary.heapGrowthMiB.toFixed(1)} MiB more afterwards`,
  );
}, 120_000);

it('FLT-17: large downloads among 80 readers that stall need bounded memory (npm run soak for 100 GiB)', async () => {
  const summary = await runLarge({ bytes: 96 * 2 ** 20, stalled: 80, say });
  expect(summary.bytes).toBeGreaterThanOrEqual(96 * 2 ** 20);
  expect(summary).toMatchObject({ stalled: 80, uncaughtErrors: 0, leakedChannels: 0 });
  expect(summary.leakedDescriptors).toBeLessThanOrEqual(2);
  expect(summary.rssMiB).toBeLessThan(350);
  tellFigure(
    'FLT-17',
    `96 MiB at ${summary.megabytesPerSecond.toFixed(0)} MB/s among 80 stalled: RSS ${summary.rssMiB.toFixed(0)} MiB, sums equal`,
  );
}, 120_000);
