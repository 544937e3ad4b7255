import { describe, expect, it } from 'vitest';
import { WindowSize } from '../../../electron/ssh/window-size';

const mib = 1 << 20;

interface Whims {
  /** How long the line really is, by the time, ms. */
  readonly really?: (nowMs: number) => number;
  /** What would come in this time comes at its end: it lay behind a packet that was lost. */
  readonly behindLoss?: { readonly fromMs: number; readonly toMs: number };
}

/**
 * A line of a steady rate whose sender always has more: what is granted comes a round trip later,
 * as fast as the line lets it.
 */
function flow(
  first: number,
  roundTripMs: number,
  bytesPerMs: number,
  { really = () => roundTripMs, behindLoss = { fromMs: 0, toMs: 0 } }: Whims = {},
) {
  const window = new WindowSize(first);
  const packet = 32 << 10;
  /** When each granted packet arrives, ms. */
  const coming: number[] = [];
  let freeAt = 0;
  let now = 0;
  let granted = 0;
  const grant = () => {
    for (; granted + packet <= window.bytes; granted += packet) {
      freeAt = Math.max(freeAt, now + really(now)) + packet / bytesPerMs;
      const waits = freeAt >= behindLoss.fromMs && freeAt < behindLoss.toMs;
      coming.push(waits ? behindLoss.toMs : freeAt);
    }
  };
  return {
    window,
    run(ms: number): number {
      const until = now + ms;
      let taken = 0;
      for (grant(); (coming[0] ?? Number.POSITIVE_INFINITY) <= until; grant()) {
        now = coming.shift() ?? now;
        granted -= packet;
        taken += packet;
        window.consumed(packet, now, roundTripMs);
      }
      now = until;
      return taken / ms;
    },
  };
}

describe('a window', () => {
  it('grows on a long, fast line until the line is full, within a second', () => {
    const { window, run } = flow(mib, 100, 200_000);
    run(1_000);
    expect(window.bytes).toBeGreaterThanOrEqual(20_000_000);
    expect(run(500)).toBeGreaterThan(190_000);
    expect(window.bytes).toBeLessThanOrEqual(32 * mib);
  });

  it('lets a line of 100 Mbit/s be full, and leaves no queue before it', () => {
    const { window, run } = flow(mib, 50, 12_500);
    run(6_000);
    expect(run(2_000)).toBeGreaterThan(12_300);
    // What is more than the 625,000 bytes under way stands in the queue: 8 ms of it at most.
    expect(window.bytes).toBeLessThan(725_000);
  });

  it.each([500, 900])('takes what lay behind a loss for no fast line, after %i ms', (fromMs) => {
    const { window, run } = flow(mib, 50, 12_500, { behindLoss: { fromMs, toMs: fromMs + 95 } });
    run(fromMs + 300);
    // What a flow begins with: twice what is under way.
    expect(window.bytes).toBeLessThan(1_400_000);
    run(2_000);
    expect(window.bytes).toBeLessThan(725_000);
    expect(run(2_000)).toBeGreaterThan(12_300);
  });

  it.each([10, 20])('keeps the pace of a line whose round trip varies by %i ms', (byMs) => {
    // As a wireless network does: at its shortest it is as long as it was found to be.
    const really = (now: number) => 50 + (byMs / 2) * (1 + Math.sin(now / 130));
    const { run } = flow(mib, 50, 12_500, { really });
    run(8_000);
    expect(run(10_000)).toBeGreaterThan(0.95 * 12_500);
  });

  it('goes back when a smaller one is slower: the round trip has become longer meanwhile', () => {
    const window = new WindowSize(8 * mib);
    let now = 0;
    // A window's worth each 300 ms, though the bare line takes 100.
    const deliver = (rounds: number) => {
      for (let round = 0; round < rounds; round += 1) {
        const bytes = window.bytes;
        for (let part = 0; part < 30; part += 1) {
          now += 10;
          window.consumed(bytes / 30, now, 100);
        }
      }
    };
    deliver(20);
    const before = window.bytes;
    deliver(60);
    expect(window.bytes).toBeGreaterThanOrEqual(before * 0.99);
  });

  it('stays as it is while nothing is known of the line', () => {
    const window = new WindowSize(mib);
    for (let ms = 0; ms < 1_000; ms += 1) window.consumed(64 << 10, ms, null);
    expect(window.bytes).toBe(mib);
  });
});
