import { describe, expect, it } from 'vitest';
import { windowCalls } from '../../../shared/contract/window';
import { FailureError } from '../../../shared/model/failure';
import { profile, states } from './builders';
import { type ModelBench, modelBench, startsOf } from './model-bench';

describe('starting a tunnel', () => {
  it('hands its profile and a copy of its secret to the engine, not to retry for ever', async () => {
    const bench = modelBench([profile()]);
    const secret = new TextEncoder().encode('canary');
    bench.secrets.keep('etl', secret);
    await bench.handlers.startTunnel({ profileId: 'etl' });
    const waySecrets: unknown[] = [];
    expect(startsOf(bench)).toEqual([
      { profile: profile(), secret, waySecrets, persistent: false },
    ]);
    expect(bench.secrets.get('etl')).toEqual(secret);
  });

  it('twice at once is one start', async () => {
    const bench = modelBench([profile()]);
    const both = [1, 2].map(() => bench.handlers.startTunnel({ profileId: 'etl' }));
    await Promise.all(both);
    expect(startsOf(bench)).toHaveLength(1);
  });

  it.each(states)('that is $state follows the one table of actions', async (state) => {
    const bench = modelBench([profile()]);
    bench.say('etl', state);
    const idle = state.state === 'stopped' || state.state === 'blocked';
    const start = bench.handlers.startTunnel({ profileId: 'etl' });
    if (idle) await start;
    else await expect(start).rejects.toMatchObject({ error: { code: 'not-permitted' } });
    expect(startsOf(bench)).toHaveLength(idle ? 1 : 0);
    // The one that was started is on its way now.
    const other = modelBench([profile()]);
    other.say('etl', state);
    const stop = other.handlers.stopTunnel({ profileId: 'etl' });
    if (idle || state.state === 'stopping') {
      await expect(stop).rejects.toMatchObject({ error: { code: 'not-permitted' } });
    } else await stop;
  });

  it('nobody knows says so', async () => {
    const start = modelBench().handlers.startTunnel({ profileId: 'gone' });
    await expect(start).rejects.toMatchObject({ failure: { code: 'profile-missing' } });
  });
});

describe('a start', () => {
  const shown = (bench: ModelBench) => bench.model.desk.views()[0]?.state;

  it('shows the tunnel on its way before the engine has heard of it', async () => {
    const bench = modelBench([profile()]);
    const started = bench.handlers.startTunnel({ profileId: 'etl' });
    expect(shown(bench)).toEqual({ state: 'connecting', stage: 'listen' });
    await started;
    bench.say('etl', { state: 'connecting', stage: 'tcp' });
    expect(shown(bench)).toEqual({ state: 'connecting', stage: 'tcp' });
  });

  it('that fails leaves the tunnel as it was', async () => {
    const bench = modelBench([profile()]);
    const blocked = { state: 'blocked', cause: { code: 'auth-cancelled' } } as const;
    bench.say('etl', blocked);
    bench.refuse('start', new Error('no engine'));
    await expect(bench.handlers.startTunnel({ profileId: 'etl' })).rejects.toThrow('no engine');
    expect(shown(bench)).toEqual(blocked);
  });

  it('that fails leaves what the engine said of it', async () => {
    const bench = modelBench([profile()]);
    bench.refuse('start', new Error('refused'));
    const started = bench.handlers.startTunnel({ profileId: 'etl' });
    const cause = { code: 'auth-cancelled' } as const;
    bench.say('etl', { state: 'blocked', cause });
    await expect(started).rejects.toThrow('refused');
    expect(shown(bench)).toEqual({ state: 'blocked', cause });
  });
});

describe('tunnels that start with the app', () => {
  it('are started to keep trying; the others are left alone', async () => {
    const bench = modelBench([profile({ id: 'a', startWithApp: true }), profile({ id: 'b' })]);
    bench.model.desk.expectStarts();
    await bench.model.desk.startExpected();
    expect(startsOf(bench)).toMatchObject([{ profile: { id: 'a' }, persistent: true }]);
  });

  it('show as on their way before there is an engine, and stopped then are not started', async () => {
    const bench = modelBench([
      profile({ id: 'a', startWithApp: true }),
      profile({ id: 'b', startWithApp: true }),
    ]);
    bench.model.desk.expectStarts();
    expect(bench.model.desk.views()).toMatchObject([
      { state: { state: 'connecting' } },
      { state: { state: 'connecting' } },
    ]);
    await bench.handlers.stopTunnel({ profileId: 'a' });
    expect(bench.called).toEqual([]);
    await bench.model.wake();
    expect(startsOf(bench)).toMatchObject([{ profile: { id: 'b' } }]);
    expect(bench.model.desk.views()).toMatchObject([
      { state: { state: 'stopped' } },
      { state: { state: 'connecting' } },
    ]);
  });

  it('say why when they cannot be started', async () => {
    const bench = modelBench([profile({ startWithApp: true })]);
    const cause = { code: 'port-reserved', port: 80 } as const;
    bench.refuse('start', new FailureError(cause));
    bench.model.desk.expectStarts();
    await bench.model.desk.startExpected();
    expect(bench.model.desk.views()).toMatchObject([{ state: { state: 'blocked', cause } }]);
  });
});

it('a snapshot is what the contract says, whatever happened', async () => {
  const bench = modelBench(states.map(({ state }) => profile({ id: state })));
  for (const state of states) bench.say(state.state, state);
  const snapshot = await bench.handlers.snapshot(undefined);
  expect(windowCalls.snapshot.result.parse(snapshot)).toEqual(snapshot);
});
