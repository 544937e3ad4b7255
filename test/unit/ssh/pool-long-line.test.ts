import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Flow } from '../../../electron/socks/flow';
import type { ConnectionPool } from '../../../electron/ssh/connection-pool';
import {
  connection,
  much,
  never,
  poolOf,
  quiet,
  settle,
  somewhere,
} from '../../support/pooled-connections';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const far = { lineMs: 60 };
const opened = (all: ReturnType<typeof connection>[]) =>
  all.map(({ state }) => state.opened.length);

/** Flows that are opened one after another and stay; other logins have time in between. */
async function open(pool: ConnectionPool, count: number): Promise<Flow[]> {
  const flows: Flow[] = [];
  for (let each = 0; each < count; each += 1) {
    flows.push(await pool.openFlow(somewhere, never, quiet));
    await settle();
  }
  return flows;
}

const several = (count: number) => Array.from({ length: count }, () => connection());

describe('a pool at the end of a long line', () => {
  it('dials as many as there are flows at once, up to six, and gives each its own', async () => {
    const others = several(6);
    const { first, pool, dials } = poolOf(others, undefined, far);
    await open(pool, 1);
    expect(dials()).toBe(0);
    // Its second flow makes the pool dial, so that it is the third that comes alone.
    await open(pool, 6);
    expect([dials(), pool.size]).toEqual([5, 6]);
    expect(opened([first, ...others])).toEqual([2, 1, 1, 1, 1, 1, 0]);
  });

  it('dials on while flows that have come meanwhile still share one', async () => {
    const goes: (() => void)[] = [];
    const { pool, dials } = poolOf(
      several(5),
      () => new Promise<undefined>((resolve) => goes.push(() => resolve(undefined))),
      far,
    );
    await open(pool, 4);
    expect(dials()).toBe(1);
    for (let each = 0; each < 4; each += 1) {
      goes[each]?.();
      await settle();
    }
    expect([dials(), pool.size]).toEqual([3, 4]);
  });

  it('dials on when they have ended before all are made: the next page has as many', async () => {
    const goes: (() => void)[] = [];
    const { pool, dials } = poolOf(
      several(5),
      () => new Promise<undefined>((resolve) => goes.push(() => resolve(undefined))),
      far,
    );
    for (const flow of await open(pool, 4)) flow.abandon();
    for (let each = 0; each < 4; each += 1) {
      goes[each]?.();
      await settle();
    }
    expect([dials(), pool.size]).toEqual([3, 4]);
    // Once one was closed because nothing used it, what was before counts no more.
    vi.advanceTimersByTime(61_000);
    await settle();
    await open(pool, 1);
    expect([dials(), pool.size]).toEqual([3, 1]);
  });

  it('has who finds none alone join the largest crowd: two that share one wait in turn', async () => {
    const others = several(5);
    const { first, pool } = poolOf(others, undefined, far);
    await open(pool, 12);
    expect(opened([first, ...others])).toEqual([7, 1, 1, 1, 1, 1]);
  });

  it('takes in turn those without a flow: what the last one left is still being said', async () => {
    const others = several(1);
    const { first, pool } = poolOf(others, undefined, far);
    for (const flow of await open(pool, 2)) flow.abandon();
    for (let each = 0; each < 4; each += 1) {
      vi.advanceTimersByTime(10);
      const [flow] = await open(pool, 1);
      vi.advanceTimersByTime(10);
      flow?.abandon();
    }
    expect(opened([first, ...others])).toEqual([4, 2]);
  });

  it('leaves one that carries much to what it carries', async () => {
    const others = several(5);
    const { first, pool } = poolOf(others, undefined, far);
    await open(pool, 2);
    first.state.opened[0]?.down(much);
    await open(pool, 9);
    expect(opened([first])).toEqual([2]);
    expect(opened(others)).toEqual([5, 1, 1, 1, 1]);
  });

  it.each([
    ['where the line is short', { lineMs: 29 }],
    ['where the server answers at once', { lineMs: 60, holdsBack: false }],
  ])('shares one %s', async (_name, options) => {
    const { first, pool, dials } = poolOf(several(5), undefined, options);
    await open(pool, 8);
    expect([dials(), opened([first])]).toEqual([0, [8]]);
  });
});
