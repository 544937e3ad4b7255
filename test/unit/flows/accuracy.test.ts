import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerFor, initiatorAccuracy, ruleAccuracy } from '../../bench/flows/accuracy';
import { generate } from '../../bench/flows/generate';
import { testFolder } from '../../support/flows';
import { builtTextWorker } from '../../support/key-worker';

/** The short form of `npm run bench:flows`, with the same bounds. */
const formats = [
  { name: 'the recommended format', flags: true, bound: 0.99 },
  { name: 'the default format', flags: false, bound: 0.97 },
];

describe.each(formats)('sessions with a known truth, in $name', ({ flags, bound }) => {
  it('finds who opened what, and the rules that takes', async () => {
    const folder = join(testFolder(), 'logs');
    const { truth } = await generate({ folder, sessions: 10_000, minutes: 30, flags });
    const answer = await answerFor(folder, await builtTextWorker());
    const initiators = initiatorAccuracy(answer, truth);
    const rules = ruleAccuracy(answer, truth);
    expect(truth.size).toBeGreaterThan(1_000);
    expect(answer.summary).toMatchObject({ flags, malformed: 0, problems: [] });
    expect(answer.summary.skipped).toBeGreaterThan(0);
    expect(answer.summary.relayed, 'the scope leaves the NAT gateway out').toBe(0);
    expect(initiators.precision, String(initiators.wrong)).toBeGreaterThanOrEqual(bound);
    expect(initiators.recall, String(initiators.missed)).toBeGreaterThanOrEqual(bound);
    expect(rules.precision, String(rules.wrong)).toBeGreaterThanOrEqual(bound);
    expect(rules.recall, String(rules.missed)).toBeGreaterThanOrEqual(bound);
  });
});

it('knows a NAT gateway by its records, and takes nothing it passes on for a node of its own', async () => {
  const folder = join(testFolder(), 'logs');
  const { truth } = await generate({ folder, sessions: 10_000, minutes: 30, flags: true });
  const answer = await answerFor(folder, await builtTextWorker(), 'everything');
  const initiators = initiatorAccuracy(answer, truth);
  expect(answer.summary.relayed).toBeGreaterThan(500);
  expect(initiators.precision, String(initiators.wrong)).toBeGreaterThanOrEqual(0.99);
  expect(initiators.recall, String(initiators.missed)).toBeGreaterThanOrEqual(0.99);
});
