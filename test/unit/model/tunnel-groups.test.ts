import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endsOf,
  type Order,
  orderOf,
  type Placed,
  sectionsOf,
  withGroupNamed,
  withGroupStep,
  withMoved,
  withStep,
} from '../../../shared/model/tunnel-groups';

/** `a b/X c/X` is a list of three, two of them in group X. */
function list(text: string): Placed[] {
  return text.split(' ').map((word) => {
    const [id = '', group] = word.split('/');
    return { id, group: group ?? null };
  });
}

function shown(order: Order | null): string | null {
  if (order === null) return null;
  return order
    .map(({ profileId, group }) => (group === null ? profileId : `${profileId}/${group}`))
    .join(' ');
}

it('shows what has no group first, then the groups as they first appear', () => {
  expect(shown(orderOf(sectionsOf(list('a/Y b/X c d/Y'))))).toBe('c a/Y d/Y b/X');
});

describe('a tunnel is put', () => {
  it.each([
    ['a b c', 'c', { group: null, before: 'a' }, 'c a b'],
    ['a b c', 'a', { group: null, before: null }, 'b c a'],
    ['a b/X c/X', 'a', { group: 'X', before: 'c' }, 'b/X a/X c/X'],
    ['a b/X c/Y', 'b', { group: null, before: null }, 'a b c/Y'],
    ['a b/X', 'a', { group: 'New', before: null }, 'b/X a/New'],
    ['a/X b/X', 'b', { group: null, before: null }, 'b a/X'],
    ['a b', 'a', { group: null, before: 'a' }, 'a b'],
    ['a b', 'nobody', { group: null, before: 'a' }, 'a b'],
  ] as const)('%s: %s to %j gives %4$s', (from, id, spot, to) => {
    expect(shown(withMoved(list(from), id, spot))).toBe(to);
  });
});

describe('a tunnel steps', () => {
  it.each([
    ['a b c', 'b', -1, 'b a c'],
    ['a b c', 'b', 1, 'a c b'],
    ['a b c', 'c', 1, null],
    ['a b c', 'a', -1, null],
    ['a b/X c/X', 'a', 1, 'a/X b/X c/X'],
    ['a b/X c/X', 'b', -1, 'a b c/X'],
    ['a/X b/X', 'a', -1, 'a b/X'],
    ['a/X b/Y', 'a', 1, 'a/Y b/Y'],
  ] as const)('%s: %s by %i gives %4$s', (from, id, by, to) => {
    expect(shown(withStep(list(from), id, by))).toBe(to);
  });
});

describe('a group', () => {
  it('steps among the groups and never above what has none', () => {
    expect(shown(withGroupStep(list('a b/X c/Y'), 'Y', -1))).toBe('a c/Y b/X');
    expect(shown(withGroupStep(list('a b/X c/Y'), 'X', -1))).toBeNull();
    expect(shown(withGroupStep(list('a b/X c/Y'), 'Y', 1))).toBeNull();
  });

  it('is renamed, joined with another, or taken apart', () => {
    expect(shown(withGroupNamed(list('a b/X c/Y'), 'X', 'Z'))).toBe('a b/Z c/Y');
    expect(shown(withGroupNamed(list('a b/X c/Y'), 'X', 'Y'))).toBe('a b/Y c/Y');
    expect(shown(withGroupNamed(list('a b/X c/Y'), 'X', null))).toBe('a b c/Y');
  });
});

it('no step loses or doubles a tunnel', () => {
  const items = fc
    .array(fc.constantFrom(null, 'X', 'Y'), { minLength: 1, maxLength: 12 })
    .map((groups) => groups.map((group, at) => ({ id: `t${at}`, group })));
  fc.assert(
    fc.property(items, fc.nat(11), fc.constantFrom(-1 as const, 1 as const), (all, at, by) => {
      const id = all[at % all.length]?.id ?? '';
      const order = withStep(all, id, by);
      if (order === null) return;
      expect(order.map(({ profileId }) => profileId).sort()).toEqual(
        all.map((each) => each.id).sort(),
      );
    }),
  );
});

it('ends where a step further changes nothing, for tunnels and for groups', () => {
  const placed = fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    group: fc.constantFrom(null, 'X', 'Y', 'Z'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(placed, { selector: ({ id }) => id, maxLength: 8 }), (items) => {
      const { items: ends, groups } = endsOf(sectionsOf(items));
      for (const { id, group } of items) {
        expect(id === ends.first).toBe(withStep(items, id, -1) === null);
        expect(id === ends.last).toBe(withStep(items, id, 1) === null);
        if (group === null) continue;
        expect(group === groups.first).toBe(withGroupStep(items, group, -1) === null);
        expect(group === groups.last).toBe(withGroupStep(items, group, 1) === null);
      }
    }),
  );
});
