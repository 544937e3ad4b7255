import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAllowed, licenceIn, licencesPage, shippedPackages } from '../../../scripts/licences.mjs';

const checkout = join(import.meta.dirname, '../../..');
const packages = shippedPackages();

describe('what is shipped of others', () => {
  it.each(packages.map(({ name, licence }) => [name, licence] as const))(
    '%s may be shipped under %s',
    (_name, licence) => {
      expect(isAllowed(licence)).toBe(true);
    },
  );

  it('is written down as it is now', () => {
    expect(readFileSync(join(checkout, 'docs/licences.md'), 'utf8')).toBe(licencesPage(packages));
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR CC0-1.0)', true],
    ['(GPL-3.0-only OR MIT)', true],
    ['GPL-3.0-only', false],
    ['MIT AND GPL-2.0', false],
    ['SEE LICENSE IN LICENSE', false],
    ['UNLICENSED', false],
    ['none named', false],
  ])('%s: %s', (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });

  it('is read in every spelling', () => {
    expect(licenceIn({ license: 'MIT' })).toBe('MIT');
    expect(licenceIn({ licenses: [{ type: 'MIT', url: 'x' }] })).toBe('MIT');
    expect(licenceIn({ license: { type: 'ISC' } })).toBe('ISC');
    expect(licenceIn({})).toBe('none named');
  });
});
