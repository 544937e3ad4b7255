/** In device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallest = { width: 960, height: 600 } as const;
const usual = { width: 1180, height: 760 } as const;

/**
 * Where the window goes: where it was, as far as a display is still there to show it. A window on a
 * screen that was unplugged would open where nobody can reach it.
 *
 * @param saved null before the first run.
 * @param areas the usable part of every display, the primary one first.
 */
export function placeWindow(saved: Rectangle | null, areas: readonly Rectangle[]): Rectangle {
  const [primary] = areas;
  const wanted = saved ?? { x: 0, y: 0, ...usual };
  if (primary === undefined) return { ...wanted, ...smallest };
  const best = saved === null ? primary : mostCovered(saved, areas, primary);
  const seen = saved !== null && overlap(saved, best) > 0;
  const width = clamp(wanted.width, smallest.width, best.width);
  const height = clamp(wanted.height, smallest.height, best.height);
  if (!seen) {
    return {
      x: best.x + Math.max(0, Math.round((best.width - width) / 2)),
      y: best.y + Math.max(0, Math.round((best.height - height) / 2)),
      width,
      height,
    };
  }
  return {
    x: clamp(wanted.x, best.x, best.x + best.width - width),
    y: clamp(wanted.y, best.y, best.y + best.height - height),
    width,
    height,
  };
}

/** The lower bound wins: a window larger than its screen keeps its smallest size and its title bar. */
function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

function mostCovered(
  window: Rectangle,
  areas: readonly Rectangle[],
  otherwise: Rectangle,
): Rectangle {
  let best = otherwise;
  for (const area of areas) if (overlap(window, area) > overlap(window, best)) best = area;
  return best;
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
