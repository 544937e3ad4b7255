import type { Client } from 'ssh2';
import { expect, it } from 'vitest';
import { ReceiveBudget } from '../../../electron/ssh/receive-budget';

/** A connection whose questions are answered after so many ms, each time the next. */
async function asked(...answers: readonly (number | null)[]): Promise<ReceiveBudget> {
  const left = [...answers];
  const budget = new ReceiveBudget({} as Client, undefined, async () => left.shift() ?? null);
  await new Promise((resolve) => setTimeout(resolve, 0));
  return budget;
}

it('is the shortest time an answer took', async () => {
  expect((await asked(90, 52, 61)).lineMs).toBe(52);
  expect((await asked(null)).lineMs).toBeNull();
});

it('is what another connection found that was not made beside a transfer', async () => {
  const first = await asked(50);
  const beside = await asked(106, 104);
  beside.sharesLineWith(first);
  expect([first.lineMs, beside.lineMs]).toEqual([50, 50]);
  const unknown = await asked(null);
  unknown.sharesLineWith(first);
  expect(unknown.lineMs).toBe(50);
});
