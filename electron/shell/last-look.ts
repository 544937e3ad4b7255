import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from './window-bounds';

/** How the window looked when it was last seen. */
export interface LastLook {
  /** Null before it was ever placed. */
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
  readonly theme: 'system' | 'light' | 'dark';
}

/** Settings that are damaged, or of another version, are judged when they are opened; not here. */
function look(folder: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return typeof document === 'object' ? { ...document } : {};
  } catch {
    return {};
  }
}

function side(bounds: object, name: keyof Rectangle): number {
  const value: unknown = Reflect.get(bounds, name);
  return Number.isInteger(value) ? Number(value) : Number.NaN;
}

function rectangle(bounds: unknown): Rectangle | null {
  if (typeof bounds !== 'object' || bounds === null) return null;
  const [x, y] = [side(bounds, 'x'), side(bounds, 'y')];
  const [width, height] = [side(bounds, 'width'), side(bounds, 'height')];
  return [x, y, width, height].every((each) => Math.abs(each) <= 100_000)
    ? { x, y, width, height }
    : null;
}

/**
 * A glance at the settings for the window that is made before they are opened. What cannot be made
 * sense of looks as it does the first time.
 *
 * @param folder where the settings live.
 */
export function lastLook(folder: string): LastLook {
  const window = look(folder, 'window.json');
  const { theme } = look(folder, 'preferences.json');
  return {
    bounds: rectangle(window['bounds']),
    maximized: window['maximized'] === true,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}
