import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type ClientNetwork, clientNetwork } from '../support/client-network';
import { tellFigure } from '../support/figure';
import { inMs, p95 } from '../support/figures';
import { closeCases, until } from '../support/ssh-cases';

afterAll(closeCases);

/** How long the network is away, ms. */
const gapMs = 2_000;
/** So short that TCP has tried again long before another connection is dialled. */
const shortGapMs = 500;
/** A request is begun so long before the network comes back, where it was away for longer, ms. */
const heldMs = 1_000;

interface Recovery {
  /** From the network's return to the first page, ms. */
  readonly ms: number;
  /** What came of a request that was begun in the gap. */
  readonly held: string | null;
}

type Outage = readonly [away: () => void, back: () => void];

/** Takes the network away, gives it back, and fetches the page as often as a person reloads it. */
async function recovery(
  net: ClientNetwork,
  [away, back]: Outage,
  awayMs: number,
): Promise<Recovery> {
  away();
  await delay(Math.max(0, awayMs - heldMs));
  const held = net.fetch(30);
  await delay(Math.min(awayMs, heldMs));
  back();
  const from = performance.now();
  const first = new Promise<number>((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error('no page within 30 s')), 30_000);
    const reload = setInterval(() => {
      void net.fetch(10).then((wrong) => {
        if (wrong !== null) return;
        clearInterval(reload);
        clearTimeout(deadline);
        resolve(performance.now() - from);
      });
    }, 250);
  });
  return { ms: await first, held: await held };
}

/** One after the other; each leaves the network as the next finds it. */
async function rounds(
  net: ClientNetwork,
  steps: readonly Outage[],
  awayMs = gapMs,
): Promise<Recovery[]> {
  const all: Recovery[] = [];
  for (const step of steps) all.push(await recovery(net, step, awayMs));
  return all;
}

function judge(what: string, id: string, all: readonly Recovery[]): void {
  const times = all.map(({ ms }) => ms);
  tellFigure(id, `${what}: recovered p95 ${inMs(p95(times))} of ${times.length}`);
  expect(p95(times)).toBeLessThanOrEqual(5_000);
  expect(all.map(({ held }) => held)).toEqual(all.map(() => null));
}

/** The port was bound once, and stayed. */
function listenedOnce(net: ClientNetwork): void {
  const ports = net.tunnel
    .events()
    .flatMap(({ event, port }) => (event === 'listening' ? [port] : []));
  expect(new Set(ports)).toEqual(new Set([8157]));
}

describe.concurrent('a network that changes', () => {
  it('FLT-02: flows again within 5 s of a new address, and of a new default route', async () => {
    const net = until(await clientNetwork(), (each) => each.stop());
    const move = (from: string, to: string) =>
      [
        () => net.here('addr', 'del', `10.215.0.${from}/24`, 'dev', 'v0'),
        () => {
          net.here('addr', 'add', `10.215.0.${to}/24`, 'dev', 'v0');
          net.here('route', 'replace', 'default', 'via', '10.215.0.1');
        },
      ] as const;
    judge('another address', 'FLT-02', await rounds(net, [move('2', '3'), move('3', '2')]));
    const swap = (from: string, to: string, gateway: string) =>
      [
        () => net.there('link', 'set', from, 'down'),
        () => {
          net.there('link', 'set', to, 'up');
          net.here('route', 'replace', 'default', 'via', gateway);
        },
      ] as const;
    const swaps = [swap('v0', 'v1', '10.215.1.1'), swap('v1', 'v0', '10.215.0.1')];
    judge('another default route', 'FLT-02', await rounds(net, swaps));
    listenedOnce(net);
  });

  it('FLT-03: flows again within 5 s of the cable’s return, or of a route without notice', async () => {
    const net = until(await clientNetwork(), (each) => each.stop());
    const cable = [
      () => net.there('link', 'set', 'v0', 'down'),
      () => net.there('link', 'set', 'v0', 'up'),
    ] as const;
    judge('cable out and in', 'FLT-03', await rounds(net, [cable, cable]));
    const logins = () => net.bastion.log().match(/Accepted publickey/g)?.length ?? 0;
    const hole = [
      () => net.here('route', 'add', 'blackhole', '10.214.0.1/32'),
      () => net.here('route', 'del', 'blackhole', '10.214.0.1/32'),
    ] as const;
    const holes = [hole, hole];
    const before = logins();
    judge('short blackhole on the way', 'FLT-03', await rounds(net, holes, shortGapMs));
    // Too short a hole to have cut anything: the session that survived was kept.
    expect(logins()).toBe(before);
    judge('blackhole on the way', 'FLT-03', await rounds(net, holes));
    // It outlives a longer one, unless another that was dialled beside it is up before TCP tries again.
    expect(logins() - before).toBeLessThanOrEqual(holes.length);
    listenedOnce(net);
  });
});
