import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionPool } from '../../../electron/ssh/connection-pool';
import { FailureError } from '../../../shared/model/failure';
import {
  connection,
  lost,
  much,
  never,
  poolOf,
  quiet,
  settle,
  somewhere,
} from '../../support/pooled-connections';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Has a pool dial another. */
async function burden(pool: ConnectionPool, first: ReturnType<typeof connection>): Promise<void> {
  await pool.openFlow(somewhere, never, quiet);
  first.state.opened[0]?.down(much);
  await settle();
}

describe('a pool', () => {
  it('has one connection until a flow carries much, and then opens others beside it', async () => {
    const second = connection();
    const { first, pool, dials } = poolOf([second]);
    await pool.openFlow(somewhere, never, quiet);
    expect([dials(), first.state.opened.length]).toEqual([0, 1]);
    first.state.opened[0]?.down(much);
    await settle();
    expect([dials(), pool.size]).toEqual([1, 2]);
    await pool.openFlow(somewhere, never, quiet);
    await pool.openFlow(somewhere, never, quiet);
    expect([first, second].map(({ state }) => state.opened.length)).toEqual([1, 2]);
  });

  it('needs no other for many flows that carry little', async () => {
    const { first, pool, dials } = poolOf([connection()]);
    for (let count = 0; count < 12; count += 1) {
      await pool.openFlow(somewhere, never, quiet);
      first.state.opened[count]?.down(20_000);
    }
    await settle();
    expect([dials(), first.state.opened.length]).toEqual([0, 12]);
  });

  it('blames no server for a dial that failed while the network was in doubt', async () => {
    const fails: (() => void)[] = [];
    const first = connection();
    const pool = new ConnectionPool(first.made, {
      another: (signal) =>
        new Promise((_, reject) => {
          fails.push(() => reject(new FailureError(lost)));
          signal.addEventListener('abort', () => reject(new FailureError(lost)));
        }),
      onHarm: () => undefined,
      holdsBack: true,
    });
    await burden(pool, first);
    void pool.check();
    fails[0]?.();
    await settle();
    first.state.opened[0]?.down(much);
    expect(fails).toHaveLength(2);
    fails[1]?.();
    await settle();
    first.state.opened[0]?.down(much);
    expect(fails).toHaveLength(2);
  });

  it('lets go of a dial that goes on when the first one ends', async () => {
    const first = connection();
    const pool = new ConnectionPool(first.made, {
      another: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new FailureError(lost)));
        }),
      onHarm: () => undefined,
      holdsBack: true,
    });
    await burden(pool, first);
    first.end(lost);
    await expect(pool.closed).resolves.toEqual(lost);
  });

  it.each([
    ['says so when another login seems to have ended the first', 9_000, 1],
    ['blames no login of long ago', 11_000, 0],
  ])('%s', async (_name, afterMs, times) => {
    const { first, pool, harms } = poolOf([connection()]);
    await burden(pool, first);
    vi.advanceTimersByTime(afterMs);
    first.end(lost);
    await pool.closed;
    expect(harms()).toBe(times);
  });

  it('says so when the first ends while another is still being let in', async () => {
    let go: () => void = () => undefined;
    const { first, pool, harms } = poolOf(
      [connection()],
      () => new Promise<undefined>((resolve) => (go = () => resolve(undefined))),
    );
    await burden(pool, first);
    first.end(lost);
    go();
    await pool.closed;
    expect(harms()).toBe(1);
  });

  it('blames no login for an end of our own making', async () => {
    const { first, pool, harms } = poolOf([connection()]);
    await burden(pool, first);
    pool.condemn();
    await pool.closed;
    expect(harms()).toBe(0);
  });

  it('dials one at a time, three in all, and then chooses the one that carries least', async () => {
    let go: () => void = () => undefined;
    const [second, third] = [connection(), connection()];
    const { first, pool, dials } = poolOf(
      [second, third],
      () => new Promise<undefined>((resolve) => (go = () => resolve(undefined))),
    );
    await pool.openFlow(somewhere, never, quiet);
    for (let packet = 0; packet < 3; packet += 1) first.state.opened[0]?.down(much);
    expect(dials()).toBe(1);
    go();
    await settle();
    await pool.openFlow(somewhere, never, quiet);
    second.state.opened[0]?.up(2 * much);
    go();
    await settle();
    expect(pool.size).toBe(3);
    await pool.openFlow(somewhere, never, quiet);
    third.state.opened[0]?.down(3 * much);
    await settle();
    expect([dials(), pool.size]).toEqual([2, 3]);
    await pool.openFlow(somewhere, never, quiet);
    expect(second.state.opened).toHaveLength(2);
  });

  it('asks no more once the server has refused one', async () => {
    const { first, pool, dials } = poolOf([]);
    await pool.openFlow(somewhere, never, quiet);
    for (let packet = 0; packet < 3; packet += 1) {
      first.state.opened[0]?.down(much);
      await settle();
    }
    expect([dials(), pool.size]).toEqual([1, 1]);
  });

  it('takes no connection to a server with another key', async () => {
    const other = connection('SHA256:other');
    const { first, pool, dials } = poolOf([other]);
    await pool.openFlow(somewhere, never, quiet);
    first.state.opened[0]?.down(much);
    await settle();
    expect([pool.size, other.state.closes, dials()]).toEqual([1, 1, 1]);
  });

  it('goes on with the first when another has ended, even under a request', async () => {
    const second = connection();
    const { first, pool } = poolOf([second]);
    await pool.openFlow(somewhere, never, quiet);
    first.state.opened[0]?.down(much);
    await settle();
    second.state.refuses = true;
    await pool.openFlow(somewhere, never, quiet);
    expect(first.state.opened).toHaveLength(2);
    second.end(lost);
    await settle();
    expect([pool.size, pool.isOpen]).toEqual([1, true]);
  });

  it('closes another that nobody has used for a minute', async () => {
    const second = connection();
    const { first, pool } = poolOf([second]);
    await pool.openFlow(somewhere, never, quiet);
    first.state.opened[0]?.down(much);
    await settle();
    vi.advanceTimersByTime(59_000);
    expect(second.state.closes).toBe(0);
    vi.advanceTimersByTime(2_000);
    expect(second.state.closes).toBe(1);
    await settle();
    expect(pool.size).toBe(1);
  });

  it('ends with the first, and lets go of the others before it says so', async () => {
    const second = connection();
    const { first, pool } = poolOf([second]);
    await pool.openFlow(somewhere, never, quiet);
    first.state.opened[0]?.down(much);
    await settle();
    void pool.check();
    expect([first.state.checks, second.state.checks]).toEqual([1, 1]);
    first.end(lost);
    await expect(pool.closed).resolves.toEqual(lost);
    expect(second.state.isOpen).toBe(false);
  });
});
