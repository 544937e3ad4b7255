import { describe, expect, it } from 'vitest';
import { locksAgree } from '../../../scripts/lib/lockfile.mjs';

const locked = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/b': { version: '2.0.0', integrity: 'sha512-b' },
  'node_modules/only-on-windows': { version: '3.0.0', integrity: 'sha512-w', optional: true },
};
const { '': _root, 'node_modules/only-on-windows': _windows, ...installed } = locked;

describe('locksAgree', () => {
  it('accepts what npm ci leaves behind, without what only other systems need', () => {
    expect(locksAgree(locked, installed)).toBe(true);
    expect(locksAgree(locked, locked)).toBe(true);
  });

  it.each([
    ['a missing package', { 'node_modules/a': locked['node_modules/a'] }],
    ['an older version', { ...installed, 'node_modules/a': { version: '0.9.0' } }],
    ['other content', { ...installed, 'node_modules/a': { version: '1.0.0', integrity: 'x' } }],
    ['a package too many', { ...installed, 'node_modules/c': { version: '1.0.0' } }],
    ['nothing at all', {}],
  ])('notices %s', (_what, present) => {
    expect(locksAgree(locked, present)).toBe(false);
  });
});
