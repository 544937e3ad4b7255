import { describe, expect, it } from 'vitest';
import { DeliveryRate } from '../../../electron/ssh/delivery-rate';

/** Has bytes arrive evenly, an answer every 5 ms. */
function deliver(rate: DeliveryRate, perMs: number, times: readonly number[], isHeld = true) {
  let bytes = 0;
  let judged = 0;
  for (let now = times[0] ?? 0; now <= (times[1] ?? 0); now += 5) {
    if (rate.arrived(bytes, now, 50, isHeld)) judged += 1;
    bytes += 5 * perMs;
  }
  return judged;
}

describe('a rate of delivery', () => {
  it('is what has arrived in a round trip', () => {
    const rate = new DeliveryRate();
    expect(rate.best).toBe(0);
    expect(deliver(rate, 1_000, [0, 40])).toBe(0);
    expect(rate.best).toBe(0);
    expect(deliver(new DeliveryRate(), 1_000, [0, 500])).toBe(11);
    const steady = new DeliveryRate();
    deliver(steady, 1_000, [0, 500]);
    expect(steady.best).toBe(1_000);
  });

  it('takes no pause of the sender for a slow line', () => {
    const rate = new DeliveryRate();
    deliver(rate, 1_000, [0, 500]);
    deliver(rate, 10, [500, 5_000], false);
    expect(rate.best).toBe(1_000);
  });

  it('is never faster than what was sent', () => {
    const rate = new DeliveryRate();
    deliver(rate, 1_000, [0, 500]);
    rate.arrived(0, 1_000, 50, true);
    rate.arrived(500_000, 1_060, 50, true, 1_250);
    expect(rate.best).toBe(1_250);
  });

  it('is steady over what comes at once behind a loss', () => {
    const rate = new DeliveryRate();
    deliver(rate, 1_000, [0, 500]);
    rate.arrived(0, 1_000, 50, true);
    for (const [now, arrived] of [
      [1_050, 10_000],
      [1_100, 100_000],
      [1_150, 150_000],
    ] as const) {
      rate.arrived(arrived, now, 50, true);
    }
    expect(rate.best).toBe(1_800);
    expect(rate.steady).toBeLessThan(1_000 * 1.2);
  });

  it('knows nothing when it is told to forget', () => {
    const rate = new DeliveryRate();
    deliver(rate, 1_000, [0, 500]);
    rate.forget();
    expect(rate.best).toBe(0);
    expect(rate.arrived(0, 10_000, 50, true)).toBe(false);
  });

  it('forgets after ten round trips what the line no longer does', () => {
    const rate = new DeliveryRate();
    deliver(rate, 1_000, [0, 500]);
    deliver(rate, 100, [500, 2_000]);
    expect(rate.best).toBe(100);
  });
});
