import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type HostTrust, hostTrust } from '../../electron/ssh/trust/host-trust';
import { FailureError } from '../../shared/model/failure';
import type { PromptAnswer } from '../../shared/model/prompt';
import { type DialOptions, dialBastion } from '../support/bastion-dial';
import { waitUntil } from '../support/ports';
import { closeCases, serverFor, until } from '../support/ssh-cases';

afterAll(closeCases);

/** Nothing but `none` is needed: what happens before a login is looked at here. */
async function dialFor(options: Partial<DialOptions> & { readonly port: number }) {
  const authentication = [{ method: 'keyboard-interactive' }] as const;
  return until(await dialBastion({ user: 'somebody', authentication, ...options }), (dial) =>
    dial.close(),
  );
}

describe.concurrent('a question about a host key that is left open (SSH-13)', () => {
  const yes = (fingerprint: string): PromptAnswer => ({ kind: 'trust', fingerprint });

  it('lets go of the connection, and is dialled again after the answer', async () => {
    const server = await serverFor();
    const dial = await dialFor({ port: server.port, hostKeyHoldMs: 200 });
    await waitUntil('the question', () => dial.prompts.length === 1);
    await waitUntil('the connection to be let go', () => server.sockets.size === 0);
    expect(dial.closedPrompts).toEqual([]);
    expect(server.count()).toBe(1);
    dial.answer(dial.prompts[0], yes(server.fingerprint));
    const connection = await dial.outcome;
    expect(connection.isOpen).toBe(true);
    expect(server.count()).toBe(2);
    expect(dial.prompts).toHaveLength(1);
    expect(server.requests).toEqual(['none']);
  });

  it('is a no when the person says no later, and nobody is dialled again', async () => {
    const server = await serverFor();
    const dial = await dialFor({ port: server.port, hostKeyHoldMs: 100 });
    await waitUntil(
      'the connection to be let go',
      () => dial.prompts.length === 1 && server.sockets.size === 0,
    );
    dial.answer(dial.prompts[0], { kind: 'cancel' });
    await expect(dial.outcome).rejects.toMatchObject({ failure: { code: 'host-key-refused' } });
    expect(server.count()).toBe(1);
    expect(server.requests).toEqual([]);
  });

  it.each<[string, (fingerprint: string) => PromptAnswer, object]>([
    ['yes', yes, { count: 2 }],
    ['no', () => ({ kind: 'cancel' }), { count: 1, code: 'host-key-refused' }],
  ])('answered with %s after the server has gone', async (_what, answer, expected) => {
    const server = await serverFor();
    const dial = await dialFor({ port: server.port });
    await waitUntil('the question', () => dial.prompts.length === 1);
    for (const socket of server.sockets) socket.destroy();
    await delay(200);
    dial.answer(dial.prompts[0], answer(server.fingerprint));
    const code = await dial.outcome.then(
      () => undefined,
      (error: FailureError) => error.failure.code,
    );
    expect({ count: server.count(), ...(code && { code }) }).toEqual(expected);
  });

  it('is taken back when the tunnel is stopped after the connection was let go', async () => {
    const server = await serverFor();
    const dial = await dialFor({ port: server.port, hostKeyHoldMs: 100 });
    await waitUntil(
      'the connection to be let go',
      () => dial.prompts.length === 1 && server.sockets.size === 0,
    );
    await delay(100);
    dial.stop();
    const late = delay(2_000).then(() => 'still waiting');
    await expect(Promise.race([dial.outcome, late])).rejects.toMatchObject({
      failure: { code: 'auth-cancelled' },
    });
    expect(dial.closedPrompts).toHaveLength(1);
    expect(server.count()).toBe(1);
  });

  it('is taken back when the tunnel is stopped, and the connection with it', async () => {
    const server = await serverFor();
    const dial = await dialFor({ port: server.port });
    await waitUntil('the question', () => dial.prompts.length === 1);
    dial.stop();
    await expect(dial.outcome).rejects.toMatchObject({ failure: { code: 'auth-cancelled' } });
    expect(dial.closedPrompts).toHaveLength(1);
    await waitUntil('the connection to be let go', () => server.sockets.size === 0);
    expect(server.requests).toEqual([]);
  });
});

describe.concurrent('lists of known hosts that fail', () => {
  const sound = hostTrust({ readFiles: [], store: null });
  const failure = () =>
    Promise.reject(new FailureError({ code: 'known-hosts-unreadable', file: 'known_hosts' }));
  const cases: [string, HostTrust][] = [
    ['when the offer is made', { ...sound, preferredAlgorithms: failure }],
    ['when the key is judged', { ...sound, judge: failure }],
  ];
  it.each(cases)('%s: nothing is sent, and the connection is closed', async (_what, trust) => {
    const server = await serverFor();
    const dial = await dialFor({ port: server.port, trust, acceptNew: true });
    await expect(dial.outcome).rejects.toMatchObject({
      failure: { code: 'known-hosts-unreadable' },
    });
    await waitUntil('the connection to be closed', () => server.sockets.size === 0);
    expect(server.requests).toEqual([]);
    expect(dial.prompts).toEqual([]);
  });

  it('when the key is kept: told, and the tunnel goes on', async () => {
    const server = await serverFor();
    const trust: HostTrust = { ...sound, remember: failure };
    const dial = await dialFor({ port: server.port, trust, acceptNew: true });
    expect((await dial.outcome).isOpen).toBe(true);
    expect(dial.notKept).toMatchObject([{ code: 'known-hosts-unreadable' }]);
  });
});
