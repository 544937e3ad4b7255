import { describe, expect, it } from 'vitest';
import { LoginQueue } from '../../../electron/tunnel/login-queue';

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
    const names = Array.from({ length: 40 }, (_, index) => `bastion-${index % 8}`);
    const done = await Promise.all(names.map((name) => queue.run(name, login(name), 'first')));
    expect(done).toEqual(names);
    expect(mostOfOne()).toBe(1);
    expect(most()).toBe(3);
  });

  it('goes on after a login that failed', async () => {
    const queue = new LoginQueue();
    const { login } = logins();
    await expect(queue.run('fails', login('fails'), 'first')).rejects.toThrow('refused');
    expect(await queue.run('fails', async () => 'next', 'first')).toBe('next');
  });

  it('lets a tunnel without a connection go before a further one', async () => {
    const queue = new LoginQueue();
    const order: string[] = [];
    const login = (name: string) => async () => void order.push(name);
    await Promise.all([
      queue.run('one', login('first of one'), 'first'),
      queue.run('one', login('further of one'), 'further'),
      queue.run('one', login('first of two'), 'first'),
    ]);
    expect(order).toEqual(['first of one', 'first of two', 'further of one']);
  });

  it('keeps nobody waiting for a further one that takes long', async () => {
    const queue = new LoginQueue();
    const never = new Promise<never>(() => undefined);
    void queue.run('one', () => never, 'further');
    expect(await queue.run('one', async () => 'first', 'first')).toBe('first');
    const another = queue.run('two', async () => 'further', 'further');
    expect(await Promise.race([another, 'waits'])).toBe('waits');
  });
});
