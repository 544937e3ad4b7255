import { expect, it } from 'vitest';
import { currentVersion, upgrade } from '../../../electron/storage/migrations/upgrade';

const steps = [
  (document: object) => ({ ...document, path: 'first' }),
  (document: object) => ({ ...document, path: `${Reflect.get(document, 'path')},second` }),
];

it('runs only the steps a document has not seen, in order', () => {
  expect(currentVersion(steps)).toBe(3);
  expect(upgrade({ version: 1 }, steps)).toEqual({
    outcome: 'current',
    changed: true,
    document: { version: 3, path: 'first,second' },
  });
  expect(upgrade({ version: 2, path: 'x' }, steps)).toEqual({
    outcome: 'current',
    changed: true,
    document: { version: 3, path: 'x,second' },
  });
});

it('leaves a current document as it is and does not change the one given', () => {
  const current = Object.freeze({ version: 3 });
  expect(upgrade(current, steps)).toEqual({
    outcome: 'current',
    changed: false,
    document: current,
  });
  const old = Object.freeze({ version: 1 });
  upgrade(old, steps);
  expect(old).toEqual({ version: 1 });
});

it.each([4, 99, Number.MAX_SAFE_INTEGER])('knows version %s for a newer one', (version) => {
  expect(upgrade({ version }, steps)).toEqual({ outcome: 'newer', version });
});

it.each([undefined, null, 0, -1, 1.5, '1', Number.NaN, {}])('cannot read version %s', (version) => {
  expect(upgrade({ version }, steps)).toEqual({ outcome: 'unreadable' });
});
