import { describe, expect, it } from 'vitest';
import { windowCalls } from '../../../shared/contract/window';
import { proxyScope } from '../../../shared/model/secret-scope';
import { draft, profile, states } from './builders';
import { modelBench } from './model-bench';

const secretOf = (text: string) => new TextEncoder().encode(text);
const up = states.find(({ state }) => state === 'up') ?? { state: 'stopping' };

describe('saving a tunnel', () => {
  it('makes a new one with an id of its own, and tells the window', async () => {
    const bench = modelBench();
    const args = { profileId: null, draft: draft(), secret: null };
    const [first, second] = [
      await bench.handlers.saveProfile(args),
      await bench.handlers.saveProfile(args),
    ];
    expect(first.id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(second.id).not.toBe(first.id);
    expect(bench.stored.profiles.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(bench.published.at(-1)).toEqual(['profiles', [first, second]]);
    expect(windowCalls.saveProfile.result.parse(first)).toEqual(first);
  });

  it('stores the path a token stands for, and hands out no path', async () => {
    const bench = modelBench();
    bench.desktop.keyFile = '/home/ana/.ssh/seoul.ppk';
    const choice = await bench.handlers.chooseKeyFile(undefined);
    expect(choice).toMatchObject({ name: 'seoul.ppk', key: { readable: true } });
    const view = await bench.handlers.saveProfile({
      profileId: null,
      draft: draft({ authentication: 'key-file', keyToken: choice?.token ?? null }),
      secret: null,
    });
    expect(bench.stored.profiles[0]?.authentication).toEqual([
      { method: 'key-file', path: '/home/ana/.ssh/seoul.ppk' },
    ]);
    expect(view.keyFile).toEqual(choice);
    expect(JSON.stringify([view, bench.published])).not.toContain('/home/ana');
  });

  it('refuses a token of another run at its field, and stores nothing', async () => {
    const bench = modelBench();
    const keyToken = 'a'.repeat(32);
    const saving = bench.handlers.saveProfile({
      profileId: null,
      draft: draft({ authentication: 'key-file', keyToken }),
      secret: null,
    });
    await expect(saving).rejects.toMatchObject({
      error: { code: 'bad-fields', fields: { keyToken: 'key-token-expired' } },
    });
    expect(bench.stored.profiles).toEqual([]);
  });

  it.each(states)('of a tunnel that is $state is permitted only when it is idle', async (state) => {
    const bench = modelBench([profile()]);
    bench.say('etl', state);
    const saving = bench.handlers.saveProfile({
      profileId: 'etl',
      draft: draft({ name: 'Renamed' }),
      secret: null,
    });
    if (state.state === 'stopped' || state.state === 'blocked') {
      expect((await saving).name).toBe('Renamed');
    } else {
      await expect(saving).rejects.toMatchObject({ error: { code: 'not-permitted' } });
      expect(bench.stored.profiles).toEqual([profile()]);
    }
  });

  it('of a tunnel nobody knows says so', async () => {
    const saving = modelBench().handlers.saveProfile({
      profileId: 'gone',
      draft: draft(),
      secret: null,
    });
    await expect(saving).rejects.toMatchObject({ failure: { code: 'profile-missing' } });
  });

  it('puts away what was wrong with the tunnel as it was', async () => {
    const bench = modelBench([profile()]);
    bench.say('etl', { state: 'blocked', cause: { code: 'auth-cancelled' } });
    await bench.handlers.saveProfile({ profileId: 'etl', draft: draft(), secret: null });
    expect(bench.model.desk.views()).toMatchObject([{ state: { state: 'stopped' } }]);
  });

  it('shows a key that cannot be read, and one the engine could not look at', async () => {
    const bench = modelBench([profile()]);
    bench.refuse('inspectKey', new Error('engine is gone'));
    await bench.model.profilesChanged();
    const { profiles } = await bench.handlers.snapshot(undefined);
    expect(profiles[0]?.keyFile).toMatchObject({
      name: 'seoul.ppk',
      key: { readable: false, failure: { code: 'internal' } },
    });
  });

  it('shows the list without waiting for the engine, and tells of the keys once it looked', async () => {
    const bench = modelBench([profile()]);
    const { profiles } = await bench.handlers.snapshot(undefined);
    expect(bench.called).toEqual([]);
    expect(profiles[0]?.keyFile).toMatchObject({ name: 'seoul.ppk', key: null });
    await bench.model.wake();
    const told = bench.published.filter(([name]) => name === 'profiles').map(([, list]) => list);
    expect(told).toMatchObject([[{ keyFile: { name: 'seoul.ppk', key: { readable: true } } }]]);
    const again = await bench.handlers.snapshot(undefined);
    expect(again.profiles[0]?.keyFile).toMatchObject({ key: { readable: true } });
  });
});

describe('a secret given with a form', () => {
  const saveWith = async (remember: boolean, keyStore = true) => {
    const bench = modelBench([], keyStore);
    const secret = secretOf('canary');
    const view = await bench.handlers.saveProfile({
      profileId: null,
      draft: draft({ authentication: 'password' }),
      secret: { secret, remember },
    });
    return { bench, view, secret };
  };

  it('is stored when it is to be remembered, and the bytes that came are overwritten', async () => {
    const { bench, view, secret } = await saveWith(true);
    expect(view.secretStored).toBe(true);
    expect(bench.secrets.get(view.id)).toEqual(Buffer.from('canary'));
    expect(secret).toEqual(new Uint8Array(6));
  });

  it('is kept until the app quits otherwise', async () => {
    const { bench, view } = await saveWith(false);
    expect(view.secretStored).toBe(false);
    expect(bench.secrets.get(view.id)).toEqual(secretOf('canary'));
  });

  it('that cannot be remembered is kept for this run, and the log says why', async () => {
    const { bench, view } = await saveWith(true, false);
    expect(view.secretStored).toBe(false);
    expect(bench.secrets.get(view.id)).toEqual(secretOf('canary'));
    const { log } = await bench.handlers.snapshot(undefined);
    expect(log).toMatchObject([
      { profileId: view.id, event: { code: 'secret-not-stored', why: 'no-key-store' } },
    ]);
  });

  it('is forgotten when the tunnel then leads to another server, and kept when it is renamed', async () => {
    const { bench, view } = await saveWith(true);
    const change = (changes: Parameters<typeof draft>[0]) =>
      bench.handlers.saveProfile({
        profileId: view.id,
        draft: draft({ authentication: 'password', ...changes }),
        secret: null,
      });
    expect((await change({ name: 'Renamed', localPort: 9000 })).secretStored).toBe(true);
    const elsewhere = { host: 'evil.example', port: 22, user: 'ec2-user' };
    expect((await change({ bastion: elsewhere })).secretStored).toBe(false);
    expect(bench.secrets.get(view.id)).toBeNull();
  });

  it('is forgotten when it is no longer to be remembered, and those of the way are kept', async () => {
    const { bench, view } = await saveWith(true);
    const proxy = { kind: 'http-proxy', host: 'proxy', port: 3128, user: 'u' } as const;
    const kept = draft({ authentication: 'password', transport: [proxy] });
    await bench.handlers.saveProfile({ profileId: view.id, draft: kept, secret: null });
    bench.secrets.remember(view.id, secretOf('of the proxy'), proxyScope(proxy));
    const args = { profileId: view.id, draft: kept, secret: null, forget: true };
    expect((await bench.handlers.saveProfile(args)).secretStored).toBe(false);
    expect(bench.secrets.get(view.id)).toBeNull();
    expect(bench.secrets.get(view.id, proxyScope(proxy))).not.toBeNull();
  });

  it('is overwritten even when the form is refused', async () => {
    const secret = secretOf('canary');
    const saving = modelBench().handlers.saveProfile({
      profileId: 'gone',
      draft: draft(),
      secret: { secret, remember: true },
    });
    await expect(saving).rejects.toBeDefined();
    expect(secret).toEqual(new Uint8Array(6));
  });

  it('can be forgotten by itself', async () => {
    const { bench, view } = await saveWith(true);
    await bench.handlers.forgetSecret({ profileId: view.id });
    expect(bench.published.at(-1)).toMatchObject(['profiles', [{ secretStored: false }]]);
  });
});

describe('removing a tunnel', () => {
  const three = () => modelBench(['a', 'b', 'c'].map((id) => profile({ id })));

  it('can be undone: it returns to its place, with its secret', async () => {
    const bench = three();
    bench.secrets.remember('b', secretOf('canary'));
    await bench.handlers.removeProfile({ profileId: 'b' });
    expect(bench.stored.profiles.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(bench.secrets.stored('b')).toBe(false);
    const view = await bench.handlers.restoreProfile({ profileId: 'b' });
    expect(view).toMatchObject({ id: 'b', secretStored: true });
    expect(bench.stored.profiles.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('is refused while it is in use, and for one that is not there', async () => {
    const bench = three();
    bench.say('b', up);
    await expect(bench.handlers.removeProfile({ profileId: 'b' })).rejects.toMatchObject({
      error: { code: 'not-permitted' },
    });
    await expect(bench.handlers.removeProfile({ profileId: 'x' })).rejects.toMatchObject({
      failure: { code: 'profile-missing', name: 'x' },
    });
    await expect(bench.handlers.restoreProfile({ profileId: 'b' })).rejects.toMatchObject({
      failure: { code: 'profile-missing', name: 'b' },
    });
    expect(bench.stored.profiles).toHaveLength(3);
  });
});
