import { describe, expect, it } from 'vitest';
import { wayScopes } from '../../../shared/model/secret-scope';
import { draft, profile } from './builders';
import { modelBench, startsOf } from './model-bench';

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
    expect(startsOf(made)).toMatchObject([{ secret: null, waySecrets: wanted }]);
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
