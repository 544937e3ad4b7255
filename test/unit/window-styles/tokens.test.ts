import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tokens = readFileSync(
  new URL('../../../renderer/styles/tokens.css', import.meta.url),
  'utf8',
);

type Theme = 'light' | 'dark';

function colour(name: string, theme: Theme): string {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`).exec(
    tokens,
  );
  const value = theme === 'light' ? found?.[1] : found?.[2];
  if (value === undefined) throw new Error(`no colour --${name}`);
  return value;
}

/** Relative luminance as WCAG 2.2 defines it, from 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, back: string, theme: Theme): number {
  const [a, b] = [luminance(colour(front, theme)), luminance(colour(back, theme))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['ground', 'panel', 'side', 'raised', 'accent-soft'] as const;
const words = [
  ...grounds.flatMap((back) => [['text', back] as const, ['dim', back] as const]),
  ...(['ok', 'warn', 'bad', 'off'] as const).map((tone) => [tone, `${tone}-soft`] as const),
  ...(['bad-soft', 'warn-soft'] as const).map((back) => ['text', back] as const),
  ...(['bad', 'warn'] as const).map((tone) => [tone, 'panel'] as const),
  ['dim', 'bad-soft'],
  ['bad', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
] as const;

describe.each(['light', 'dark'] as const)('contrast in %s', (theme) => {
  it.each(words)('of %s on %s lets words be read (WCAG 1.4.3)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['edge', 'panel'],
    ['edge', 'ground'],
    ['accent', 'panel'],
    ['accent', 'ground'],
    ['accent', 'accent-soft'],
    ['ok', 'panel'],
  ] as const)('of %s on %s lets shapes be seen (WCAG 1.4.11)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(3);
  });
});

it('distances are steps of 4 px and there are three sizes of text', () => {
  const steps = [...tokens.matchAll(/--step-\d: (\d+)px/g)].map((match) => Number(match[1]));
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.every((step) => step % 4 === 0)).toBe(true);
  expect([...tokens.matchAll(/--text-\w+: \d+px/g)]).toHaveLength(3);
});
