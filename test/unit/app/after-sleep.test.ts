import { expect, it } from 'vitest';
import { askAfterSleep } from '../../../electron/app/after-sleep';
import { CallRefused } from '../../../shared/contract/result';
import { FailureError } from '../../../shared/model/failure';

/** What was complained of when the engine answered so. */
async function complaints(answer: () => void): Promise<string[]> {
  const asked: unknown[] = [];
  const told: string[] = [];
  const engine = {
    call: async (...question: readonly unknown[]): Promise<never> => {
      asked.push(question);
      return answer() as never;
    },
  };
  await askAfterSleep(engine, (line) => told.push(line));
  expect(asked).toEqual([['nudge', { why: 'resumed' }]]);
  return told;
}

function throwing(error: Error) {
  return (): void => {
    throw error;
  };
}

it('asks the engine, and says nothing when it does as it is asked', async () => {
  expect(await complaints(() => undefined)).toEqual([]);
});

it('says nothing when the engine ends: its connections end with it', async () => {
  expect(await complaints(throwing(new FailureError({ code: 'engine-crashed' })))).toEqual([]);
});

it.each([
  ['fails', new FailureError({ code: 'internal', detail: 'no list' }), 'no list'],
  ['refuses', new CallRefused({ code: 'bad-request' }), 'bad-request'],
])('says so when the engine %s', async (_what, error, detail) => {
  expect(await complaints(throwing(error))).toEqual([expect.stringContaining(detail)]);
});
