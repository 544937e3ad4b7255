import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeWindow, type Rectangle } from '../../../electron/shell/window-bounds';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const right = { x: 1440, y: 0, width: 2560, height: 1440 };

it('opens in the middle of the primary display the first time', () => {
  expect(placeWindow(null, [laptop, right])).toEqual({ x: 130, y: 83, width: 1180, height: 760 });
});

it.each([
  [
    'where it was',
    { x: 100, y: 100, width: 1000, height: 700 },
    { x: 100, y: 100, width: 1000, height: 700 },
  ],
  [
    'where it was on another display',
    { x: 2000, y: 300, width: 1200, height: 800 },
    { x: 2000, y: 300, width: 1200, height: 800 },
  ],
  [
    'moved in when half outside',
    { x: -500, y: 700, width: 1000, height: 700 },
    { x: 0, y: 200, width: 1000, height: 700 },
  ],
  [
    'in the middle when its display is gone',
    { x: 9000, y: 9000, width: 1000, height: 700 },
    { x: 220, y: 113, width: 1000, height: 700 },
  ],
  [
    'no smaller than it can be used',
    { x: 100, y: 100, width: 10, height: 10 },
    { x: 100, y: 100, width: 960, height: 600 },
  ],
  [
    'no larger than its display',
    { x: 10, y: 30, width: 9000, height: 9000 },
    { x: 1440, y: 0, width: 2560, height: 1440 },
  ],
])('opens %s', (_name, saved, placed) => {
  expect(placeWindow(saved, [laptop, right])).toEqual(placed);
});

it('is always within one display that has room, whatever was saved', () => {
  const number = fc.integer({ min: -100_000, max: 100_000 });
  const rectangle = fc.record({ x: number, y: number, width: number, height: number });
  const inside = (window: Rectangle, area: Rectangle): boolean =>
    window.x >= area.x &&
    window.y >= area.y &&
    window.x + window.width <= area.x + area.width &&
    window.y + window.height <= area.y + area.height;
  fc.assert(
    fc.property(rectangle, (saved) => {
      const placed = placeWindow(saved, [laptop, right]);
      expect([laptop, right].some((area) => inside(placed, area))).toBe(true);
    }),
  );
});

it('keeps its smallest size and its title bar on a display smaller than it', () => {
  const small = { x: 0, y: 0, width: 800, height: 480 };
  expect(placeWindow({ x: 50, y: 50, width: 1200, height: 800 }, [small])).toEqual({
    x: 0,
    y: 0,
    width: 960,
    height: 600,
  });
});
