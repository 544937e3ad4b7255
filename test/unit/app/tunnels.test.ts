import { describe, expect, it } from 'vitest';
import { windowCalls } from '../../../shared/contract/window';
import { FailureError } from '../../../shared/model/failure';
import { wayScopes } from '../../../shared/model/secret-scope';
import { draft, profile, states } from './builders';
import { type ModelBench, modelBench } from './model-bench';

const connecting = { state: 'connecting', stage: 'tcp' } as const;
const up = states.find(({ state }) => state === 'up') ?? connecting;
const crashed = { code: 'engine-crashed' } as const;

const starts = (bench: ReturnType<typeof modelBench>) =>
  bench.called.filter(({ name }) => name === 'start').map(({ args }) => args);

describe('starting a tunnel', () => {
  it('hands its profile and a copy of its secret to the engine, not to retry for ever', async () => {
    const bench = modelBench([profile()]);
    const secret = new TextEncoder().encode('canary');
    bench.secrets.keep('etl', secret);
    await bench.handlers.startTunnel({ profileId: 'etl' });
    const waySecrets: unknown[] = [];
    expect(starts(bench)).toEqual([{ profile: profile(), secret, waySecrets, persistent: false }]);
    expect(bench.secrets.get('etl')).toEqual(secret);
  });

  it('twice at once is one start', async () => {
    const bench = modelBench([profile()]);
    const both = [1, 2].map(() => bench.handlers.startTunnel({ profileId: 'etl' }));
    await Promise.all(both);
    expect(starts(bench)).toHaveLength(1);
  });

  it.each(states)('that is $state follows the one table of actions', async (state) => {
    const bench = modelBench([profile()]);
    bench.say('etl', state);
    const idle = state.state === 'stopped' || state.state === 'blocked';
    const start = bench.handlers.startTunnel({ profileId: 'etl' });
    if (idle) await start;
    else await expect(start).rejects.toMatchObject({ error: { code: 'not-permitted' } });
    expect(starts(bench)).toHaveLength(idle ? 1 : 0);
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
    expect(starts(bench)).toMatchObject([{ profile: { id: 'a' }, persistent: true }]);
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
    expect(starts(bench)).toMatchObject([{ profile: { id: 'b' } }]);
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
    expect(starts(bench)).toMatchObject([{ profile: { id: 'up' }, persistent: true }]);
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
    expect(statesOf(bench)[0]).toEqual({ state: 'blocked', cause: crashed });
    const { log } = await bench.handlers.snapshot(undefined);
    expect(log).toMatchObject([{ profileId: 'up', event: { code: 'blocked', cause: crashed } }]);
  });

  it('during its own restart does not stop what is to come back', async () => {
    const bench = running();
    bench.refuse('start', new FailureError(crashed));
    bench.model.engineLost();
    await bench.model.engineBack();
    expect(statesOf(bench)[0]).toMatchObject({ state: 'reconnecting' });
  });
});

describe('questions', () => {
  const prompt = {
    promptId: 'q1',
    profileId: 'etl',
    kind: 'passphrase',
    keyName: 'seoul.ppk',
    wrong: false,
  } as const;

  it('bring the window up, are answered once, and the answer is overwritten', async () => {
    const bench = modelBench([profile()]);
    bench.model.engineEvent('promptOpened', prompt);
    expect(bench.published).toEqual([
      ['prompts', [prompt]],
      ['show', 'attention'],
    ]);
    const secret = new TextEncoder().encode('canary');
    const answer = { kind: 'secret', secret, remember: false } as const;
    await bench.handlers.answerPrompt({ promptId: 'q1', answer });
    expect(bench.called).toMatchObject([
      { name: 'answerPrompt', args: { answer: { secret: new TextEncoder().encode('canary') } } },
    ]);
    expect(secret).toEqual(new Uint8Array(6));
    bench.model.engineEvent('promptClosed', { promptId: 'q1' });
    expect(bench.published.at(-1)).toEqual(['prompts', []]);
  });

  it('whose answer proved right are remembered when the person wished so', async () => {
    const bench = modelBench([profile()]);
    const secret = new TextEncoder().encode('canary');
    bench.model.engineEvent('remember', { profileId: 'etl', scope: null, secret });
    expect(bench.secrets.stored('etl')).toBe(true);
    expect(secret).toEqual(new Uint8Array(6));
    await bench.model.profilesChanged();
    expect(bench.published.at(-1)).toMatchObject(['profiles', [{ secretStored: true }]]);
  });
});

describe('secrets of the way', () => {
  const hop = { host: 'gate.example', port: 22, user: 'ana' };
  const proxy = { kind: 'http-proxy', host: 'proxy.example', port: 3128, user: 'ana' } as const;
  const tunnel = profile({
    transport: [proxy],
    jumpHosts: [{ ...hop, authentication: [{ method: 'password' }] }],
  });
  const scopes = wayScopes(tunnel);
  const bytes = (text: string) => new TextEncoder().encode(text);

  function bench() {
    const made = modelBench([tunnel]);
    for (const scope of scopes) {
      const secret = bytes(scope);
      made.model.engineEvent('remember', { profileId: 'etl', scope, secret });
      expect(secret).toEqual(new Uint8Array(secret.length));
    }
    return made;
  }

  it('go to the engine with what they open, and are shown as stored', async () => {
    const made = bench();
    const { profiles } = await made.handlers.snapshot(undefined);
    expect(profiles).toMatchObject([{ secretStored: false, anySecretStored: true }]);
    await made.handlers.startTunnel({ profileId: 'etl' });
    const wanted = scopes.map((scope) => ({ scope, secret: bytes(scope) }));
    expect(starts(made)).toMatchObject([{ secret: null, waySecrets: wanted }]);
    expect(scopes).toHaveLength(2);
  });

  it('are forgotten when they would go to another server, and all of them on request', async () => {
    const made = bench();
    const jumpHosts = [{ ...hop, authentication: 'password' as const, keyToken: null }];
    const elsewhere = { ...proxy, host: 'evil.example' };
    const transport = [elsewhere];
    const change = draft({ jumpHosts, transport });
    await made.handlers.saveProfile({ profileId: 'etl', draft: change, secret: null });
    const left = scopes.map((scope) => made.secrets.get('etl', scope) !== null);
    expect(left).toEqual([false, true]);
    await made.handlers.forgetSecret({ profileId: 'etl' });
    expect(made.secrets.storedAny('etl')).toBe(false);
  });

  it('leave the disk with their tunnel, and return with it', async () => {
    const made = bench();
    await made.handlers.removeProfile({ profileId: 'etl' });
    expect(made.secrets.storedAny('etl')).toBe(false);
    const view = await made.handlers.restoreProfile({ profileId: 'etl' });
    expect(view.anySecretStored).toBe(true);
  });
});

describe('the demonstration', () => {
  it('is made once, brought up to date at every start, and started', async () => {
    const bench = modelBench();
    expect(await bench.handlers.startDemo(undefined)).toEqual({ profileId: 'demo' });
    expect(bench.stored.profiles).toMatchObject([
      {
        id: 'demo',
        name: 'Demo cluster',
        demo: true,
        allow: [],
        bastion: { host: '127.0.0.1', port: 2222, user: 'ec2-user' },
        authentication: [{ method: 'key-file', path: '/demo/key' }],
      },
    ]);
    expect(starts(bench)).toMatchObject([{ profile: bench.stored.profiles[0], persistent: false }]);
    bench.say('demo', up);
    await bench.handlers.startDemo(undefined);
    expect(starts(bench)).toHaveLength(1);
    expect(bench.stored.profiles).toHaveLength(1);
  });

  it('keeps clear of the ports of other tunnels', async () => {
    const bench = modelBench([profile({ listen: { address: '127.0.0.1', port: 8157 } })]);
    await bench.handlers.startDemo(undefined);
    expect(bench.stored.profiles[1]?.listen.port).toBeGreaterThan(8157);
  });

  it('is brought up to date when it is started like any other tunnel', async () => {
    const stale = profile({
      id: 'demo',
      demo: true,
      bastion: { host: '127.0.0.1', port: 1, user: 'x' },
    });
    const bench = modelBench([stale]);
    await bench.handlers.startTunnel({ profileId: 'demo' });
    expect(starts(bench)).toMatchObject([{ profile: { bastion: { port: 2222 } } }]);
  });

  it('is checked through its own local port', async () => {
    const bench = modelBench([
      profile({ id: 'demo', demo: true, listen: { address: '127.0.0.1', port: 9999 } }),
    ]);
    expect(await bench.handlers.checkDemo(undefined)).toMatchObject([{ ok: true }]);
    expect(bench.called.at(-1)).toEqual({ name: 'checkDemo', args: { localPort: 9999 } });
  });
});

it('a snapshot is what the contract says, whatever happened', async () => {
  const bench = modelBench(states.map(({ state }) => profile({ id: state })));
  for (const state of states) bench.say(state.state, state);
  const snapshot = await bench.handlers.snapshot(undefined);
  expect(windowCalls.snapshot.result.parse(snapshot)).toEqual(snapshot);
});
