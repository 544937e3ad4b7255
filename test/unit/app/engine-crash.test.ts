import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../shared/model/failure';
import { profile, up } from './builders';
import { modelBench, startsOf } from './model-bench';

const crashed = { code: 'engine-crashed' } as const;
const down = { code: 'engine-down' } as const;

describe('a crash of the engine', () => {
  const running = () => {
    const bench = modelBench(['up', 'idle', 'bad', 'bye'].map((id) => profile({ id })));
    bench.say('up', up);
    bench.say('bad', { state: 'blocked', cause: { code: 'auth-cancelled' } });
    bench.say('bye', { state: 'stopping' });
    return bench;
  };
  const statesOf = (bench: ReturnType<typeof modelBench>) =>
    bench.model.desk.views().map(({ state }) => state);

  it('shows what ran as reconnecting, and brings exactly that back', async () => {
    const bench = running();
    bench.model.engineLost();
    expect(statesOf(bench)).toMatchObject([
      { state: 'reconnecting', cause: crashed },
      { state: 'stopped' },
      { state: 'blocked', cause: { code: 'auth-cancelled' } },
      { state: 'stopped' },
    ]);
    await bench.model.engineBack();
    expect(startsOf(bench)).toMatchObject([{ profile: { id: 'up' }, persistent: true }]);
    const { log } = await bench.handlers.snapshot(undefined);
    expect(log.map(({ event }) => event.code)).toEqual(['engine-restarted']);
  });

  it('withdraws the questions it had asked', async () => {
    const bench = running();
    bench.model.engineEvent('promptOpened', {
      promptId: 'q1',
      profileId: 'up',
      kind: 'passphrase',
      keyName: 'seoul.ppk',
      wrong: false,
    });
    bench.model.engineLost();
    expect(bench.published).toContainEqual(['prompts', []]);
    const answer = bench.handlers.answerPrompt({ promptId: 'q1', answer: { kind: 'cancel' } });
    await expect(answer).rejects.toMatchObject({ error: { code: 'not-permitted' } });
  });

  it('that happens too often blocks what ran and says so in the log', async () => {
    const bench = running();
    bench.model.engineLost();
    bench.model.engineGone();
    expect(statesOf(bench)[0]).toEqual({ state: 'blocked', cause: down });
    const { log } = await bench.handlers.snapshot(undefined);
    expect(log).toMatchObject([{ profileId: 'up', event: { code: 'blocked', cause: down } }]);
  });

  it('while it starts a tunnel for the last time keeps that tunnel blocked', async () => {
    const bench = running();
    bench.refuse('start', new FailureError(down));
    bench.model.engineLost();
    const back = bench.model.engineBack();
    bench.model.engineGone();
    await back;
    expect(statesOf(bench)[0]).toEqual({ state: 'blocked', cause: down });
    const { log } = await bench.handlers.snapshot(undefined);
    expect(log.filter(({ event }) => event.code === 'blocked')).toHaveLength(1);
  });

  it('during its own restart does not stop what is to come back', async () => {
    const bench = running();
    bench.refuse('start', new FailureError(crashed));
    bench.model.engineLost();
    await bench.model.engineBack();
    expect(statesOf(bench)[0]).toMatchObject({ state: 'reconnecting' });
  });
});
