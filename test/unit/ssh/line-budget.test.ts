import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineBudget } from '../../../electron/ssh/line-budget';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const turn = 32 << 10;

interface Line {
  /** Bytes each ms; after a while perhaps another. */
  readonly rate: number;
  readonly rateLater?: { readonly fromMs: number; readonly rate: number };
  /** There and back with nothing queued, ms; after a while perhaps another way. */
  readonly bareMs: (nowMs: number) => number;
  readonly forMs: number;
  /** The server sends an answer only when the one before it is acknowledged, as sshd does. */
  readonly nagle?: boolean;
}

/**
 * A sender who always has more: which part of what the line can carry has arrived in the second half
 * of the time, or from the first moment on, and how long the queue was at its longest then, ms.
 */
async function upload(line: Line, fromMs = line.forMs / 2) {
  const { bareMs, forMs, nagle, rateLater } = line;
  const rateAt = (ms: number) =>
    rateLater !== undefined && ms >= rateLater.fromMs ? rateLater.rate : line.rate;
  /** When the line has carried everything it was given. */
  let freeAt = 0;
  let given = 0;
  let longestMs = 0;
  /** When the server last sent answers, or will next. */
  let flushAt = Number.NEGATIVE_INFINITY;
  /** How long an answer waits that could be sent at `readyAt`, ms. */
  const held = (readyAt: number, roundTripMs: number) => {
    if (readyAt > flushAt + roundTripMs) flushAt = readyAt;
    else if (readyAt > flushAt) flushAt += roundTripMs;
    return flushAt - readyAt;
  };
  const now = () => performance.now();
  const budget = new LineBudget({
    roundTrip: async () => {
      const askedAt = now();
      const queued = Math.max(0, freeAt - askedAt);
      const bare = bareMs(askedAt);
      const waits = nagle === true ? held(askedAt + queued + bare / 2, bare) : 0;
      await new Promise((resolve) => setTimeout(resolve, queued + bare + waits));
      return now() - askedAt;
    },
    roundTripBeside: async () => null,
    bareMs: () => null,
    onRoom: () => fill(),
  });
  const fill = () => {
    // What a sender gives in one go: a socket takes no more without asking it to wait.
    for (let turns = 0; turns < 512 && budget.hasRoom; turns += 1) {
      freeAt = Math.max(freeAt, now()) + turn / rateAt(now());
      given += turn;
      budget.sent(turn);
      if (now() > fromMs) longestMs = Math.max(longestMs, freeAt - now());
    }
  };
  const arrived = () => given - Math.max(0, freeAt - now()) * rateAt(now());
  const timer = setInterval(fill, 1);
  fill();
  await vi.advanceTimersByTimeAsync(fromMs);
  const before = arrived();
  await vi.advanceTimersByTimeAsync(forMs - fromMs);
  clearInterval(timer);
  return { part: (arrived() - before) / (rateAt(forMs) * (forMs - fromMs)), longestMs };
}

/** A budget on a line of 50 ms that always answers in that time. */
function answering(answers = () => true): LineBudget {
  return new LineBudget({
    roundTrip: async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return answers() ? 50 : null;
    },
    roundTripBeside: async () => null,
    bareMs: () => null,
    onRoom: () => undefined,
  });
}

/** Sends whatever may leave at this moment, 32 MiB at most; answers the bytes. */
function burst(budget: LineBudget): number {
  let bytes = 0;
  for (; budget.hasRoom && bytes < 32 << 20; bytes += turn) budget.sent(turn);
  return bytes;
}

async function spend(budget: LineBudget, forMs: number): Promise<void> {
  for (let ms = 0; ms < forMs; ms += 2) {
    burst(budget);
    await vi.advanceTimersByTimeAsync(2);
  }
}

describe('what may be on its way to a server', () => {
  it('keeps a very fast line busy from the first moment on', async () => {
    const { part } = await upload({ rate: 500_000, bareMs: () => 0.2, forMs: 100 }, 0);
    expect(part).toBeGreaterThan(0.8);
  });

  it('keeps a long line busy, and the queue before it short', async () => {
    const line = { rate: 12_500, bareMs: () => 50, forMs: 80_000 };
    const { part, longestMs } = await upload(line);
    expect(part).toBeGreaterThan(0.95);
    expect(longestMs).toBeLessThan(30);
  });

  it.each([
    ['slower', 1_250],
    ['faster', 50_000],
  ])('follows a line that has become %s', async (_how, rate) => {
    const rateLater = { fromMs: 10_000, rate };
    const line = { rate: 12_500, rateLater, bareMs: () => 50, forMs: 40_000, nagle: true };
    const { part, longestMs } = await upload(line);
    expect(part).toBeGreaterThan(0.9);
    // The least that may be on its way is as long on a slow line.
    expect(longestMs).toBeLessThan(Math.max(60, (256 << 10) / rate));
  });

  it('finds out when the line has become longer', async () => {
    const line = { rate: 12_500, bareMs: (at: number) => (at < 5_000 ? 20 : 150), forMs: 160_000 };
    expect((await upload(line)).part).toBeGreaterThan(0.9);
  });

  it.each([50, 100, 200])(
    'is not misled by answers that wait for one another, %i ms',
    async (ms) => {
      const line = { rate: 12_500, bareMs: () => ms, forMs: 80_000, nagle: true };
      const { part, longestMs } = await upload(line);
      expect(part).toBeGreaterThan(0.93);
      expect(longestMs).toBeLessThan(0.6 * ms + 20);
    },
  );

  it('asks on another connection when its own answers come late, once in a round trip', async () => {
    let asked = 0;
    let tookMs = 50;
    const budget = new LineBudget({
      roundTrip: async () => {
        const took = tookMs;
        await new Promise((resolve) => setTimeout(resolve, took));
        return took;
      },
      roundTripBeside: async () => {
        asked += 1;
        return 50;
      },
      bareMs: () => 50,
      onRoom: () => undefined,
    });
    await spend(budget, 2_000);
    expect(asked).toBe(0);
    tookMs = 100;
    await spend(budget, 2_000);
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThan(45);
  });

  it.each([
    ['nothing', 0],
    ['small requests', 300],
  ])('begins anew after a pause with %s, as TCP does', async (_what, bytes) => {
    const budget = answering();
    await spend(budget, 3_000);
    for (let ms = 0; ms < 1_000; ms += 100) {
      if (bytes > 0) budget.sent(bytes);
      await vi.advanceTimersByTimeAsync(100);
    }
    // Nothing told that what the small ones sent has arrived.
    const room = (512 << 10) - 10 * bytes;
    expect(burst(budget)).toBe(Math.ceil(room / turn) * turn);
  });

  it('holds nothing back once the server answers no more', async () => {
    let answers = true;
    const budget = answering(() => answers);
    await spend(budget, 3_000);
    answers = false;
    await spend(budget, 200);
    expect(burst(budget)).toBe(32 << 20);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(burst(budget)).toBe(32 << 20);
  });

  it('bounds nothing where no answer comes', async () => {
    const budget = new LineBudget({
      roundTrip: async () => null,
      roundTripBeside: async () => null,
      bareMs: () => null,
      onRoom: () => undefined,
    });
    budget.sent(1 << 30);
    await vi.advanceTimersByTimeAsync(0);
    expect(budget.hasRoom).toBe(true);
  });
});
