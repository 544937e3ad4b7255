import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LoginQueue } from '../../../electron/tunnel/login-queue';

const never = new AbortController().signal;

/** A login that lasts until it is told to end, and what was going on beside it. */
function logins() {
  const now = new Map<string, number>();
  let most = 0;
  let mostOfOne = 0;
  const login = (bastion: string) => async () => {
    now.set(bastion, (now.get(bastion) ?? 0) + 1);
    mostOfOne = Math.max(mostOfOne, now.get(bastion) ?? 0);
    most = Math.max(
      most,
      [...now.values()].reduce((sum, count) => sum + count, 0),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    now.set(bastion, (now.get(bastion) ?? 1) - 1);
    if (bastion === 'fails') throw new Error('refused');
    return bastion;
  };
  return { login, most: () => most, mostOfOne: () => mostOfOne };
}

describe('the login queue (SSH-15)', () => {
  it('makes one login at a time to a bastion and three in all', async () => {
    const queue = new LoginQueue();
    const { login, most, mostOfOne } = logins();
    const run = (name: string) =>
      queue.run(name, login(name), 'first', new AbortController().signal);
    const names = Array.from({ length: 40 }, (_, index) => `bastion-${index % 8}`);
    const done = await Promise.all(names.map(run));
    expect(done).toEqual(names);
    expect(mostOfOne()).toBe(1);
    expect(most()).toBe(3);
  });

  it('goes on after a login that failed', async () => {
    const queue = new LoginQueue();
    const { login } = logins();
    await expect(queue.run('fails', login('fails'), 'first', never)).rejects.toThrow('refused');
    expect(await queue.run('fails', async () => 'next', 'first', never)).toBe('next');
  });

  it('lets a tunnel without a connection go before a further one', async () => {
    const queue = new LoginQueue();
    const order: string[] = [];
    const login = (name: string) => async () => void order.push(name);
    await Promise.all([
      queue.run('one', login('first of one'), 'first', never),
      queue.run('one', login('further of one'), 'further', never),
      queue.run('one', login('first of two'), 'first', never),
    ]);
    expect(order).toEqual(['first of one', 'first of two', 'further of one']);
  });

  it('keeps nobody waiting for a further one that takes long', async () => {
    const queue = new LoginQueue();
    const forEver = new Promise<never>(() => undefined);
    void queue.run('one', () => forEver, 'further', never);
    expect(await queue.run('one', async () => 'first', 'first', never)).toBe('first');
    const another = queue.run('two', async () => 'further', 'further', never);
    expect(await Promise.race([another, 'waits'])).toBe('waits');
  });

  it.each(['first', 'further'] as const)('lets a %s one leave that waits', async (rank) => {
    const queue = new LoginQueue();
    let finish: (value: string) => void = () => undefined;
    const going = queue.run(
      'one',
      () => new Promise((resolve) => (finish = resolve)),
      'first',
      never,
    );
    const leaving = new AbortController();
    const order: string[] = [];
    const left = queue.run('one', async () => void order.push('left'), rank, leaving.signal);
    leaving.abort();
    await expect(Promise.race([left, delay(500, 'waits')])).rejects.toMatchObject({
      failure: { code: 'auth-cancelled' },
    });
    finish('done');
    expect(await going).toBe('done');
    expect(await queue.run('one', async () => 'next', rank, never)).toBe('next');
    expect(order).toEqual([]);
  });

  it('lets nobody in who has left already', async () => {
    const queue = new LoginQueue();
    const order: string[] = [];
    const login = async () => void order.push('login');
    await expect(queue.run('one', login, 'first', AbortSignal.abort())).rejects.toMatchObject({
      failure: { code: 'auth-cancelled' },
    });
    expect(order).toEqual([]);
  });
});
