/** Seconds before the first, second, … dial after a loss; the last one repeats for ever. */
const schedule = [0, 1, 2, 5, 10, 20, 30, 60] as const;

/**
 * How long to wait before a dial, ms. Spread by ±20 % so that many tunnels of one bastion, or many
 * people of one office, do not all come back in the same second.
 *
 * @param attempt 1 for the first dial after the loss.
 * @param random between 0 and 1.
 */
export function backOffMs(attempt: number, random: number): number {
  const seconds = schedule[Math.min(attempt, schedule.length) - 1] ?? 0;
  return Math.round(seconds * 1_000 * (0.8 + 0.4 * random));
}

/** A tunnel that was up this long, ms, starts its next back-off from the beginning. */
export const steadyAfterMs = 60_000;

/** While requests wait for the tunnel, dials to a server that may just be back are this far apart, ms. */
export const eagerMs = 3_000;
