/** Something that stands in a list, under a heading or under none. */
export interface Placed {
  readonly id: string;
  readonly group: string | null;
}

/** What stands under one heading. */
export interface Section<Item extends Placed> {
  /** Null for what stands under none. */
  readonly group: string | null;
  readonly items: readonly Item[];
}

/** The first and the last of what is moved up and down. */
export interface Ends {
  readonly first: string | null;
  readonly last: string | null;
}

/** A whole list in its order, as it is stored. */
export type Order = readonly { readonly profileId: string; readonly group: string | null }[];

/** The list as it is shown: first what has no group, then the groups in order of their first item. */
export function sectionsOf<Item extends Placed>(items: readonly Item[]): readonly Section<Item>[] {
  const byGroup = new Map<string | null, Item[]>([[null, []]]);
  for (const item of items) {
    const section = byGroup.get(item.group) ?? [];
    byGroup.set(item.group, [...section, item]);
  }
  return [...byGroup]
    .map(([group, inside]) => ({ group, items: inside }))
    .filter((section) => section.items.length > 0);
}

/** The order of a whole list from how it is shown. */
export function orderOf(sections: readonly Section<Placed>[]): Order {
  return sections.flatMap(({ group, items }) => items.map(({ id }) => ({ profileId: id, group })));
}

/** A place in the list: in a group, before another item of it or at its end. */
export interface Spot {
  readonly group: string | null;
  readonly before: string | null;
}

/** The list with one item put into a place. A group that nothing is left in is gone. */
export function withMoved(items: readonly Placed[], id: string, { group, before }: Spot): Order {
  const item = items.find((each) => each.id === id);
  if (item === undefined || before === id) return orderOf(sectionsOf(items));
  const sections = sectionsOf(items).map((section) => ({
    group: section.group,
    items: section.items.filter((each) => each.id !== id),
  }));
  const known = sections.some((section) => section.group === group);
  const target = { group, items: [] as readonly Placed[] };
  const all = known ? sections : group === null ? [target, ...sections] : [...sections, target];
  return orderOf(
    all.map((section) => {
      if (section.group !== group) return section;
      const at = section.items.findIndex((each) => each.id === before);
      const place = at === -1 ? section.items.length : at;
      return { group, items: section.items.toSpliced(place, 0, item) };
    }),
  );
}

/**
 * The list with one item a step further up or down; over a heading it passes into the next group.
 *
 * @returns null at either end of the list.
 */
export function withStep(items: readonly Placed[], id: string, by: -1 | 1): Order | null {
  const sections = sectionsOf(items);
  const at = sections.findIndex((section) => section.items.some((each) => each.id === id));
  const section = sections[at];
  if (section === undefined) return null;
  const inside = section.items.findIndex((each) => each.id === id);
  const to = inside + by;
  if (to >= 0 && to < section.items.length) {
    const before = section.items[by === 1 ? to + 1 : to]?.id ?? null;
    return withMoved(items, id, { group: section.group, before });
  }
  const next = sections[at + by];
  if (next === undefined) {
    // Above the first heading there is always room for what has no group.
    return by === -1 && section.group !== null
      ? withMoved(items, id, { group: null, before: null })
      : null;
  }
  const before = by === 1 ? (next.items[0]?.id ?? null) : null;
  return withMoved(items, id, { group: next.group, before });
}

/** What stands at the ends of a list, where a step further leads nowhere; null where one does. */
export function endsOf(sections: readonly Section<Placed>[]): {
  readonly items: Ends;
  readonly groups: Ends;
} {
  const groups = sections.flatMap(({ group }) => group ?? []);
  // What heads the first group can still be moved out of it.
  const top = sections.find(({ group }) => group === null);
  return {
    items: {
      first: top?.items[0]?.id ?? null,
      last: sections.at(-1)?.items.at(-1)?.id ?? null,
    },
    groups: { first: groups[0] ?? null, last: groups.at(-1) ?? null },
  };
}

/** The list with a whole group a step further up or down among the groups; null at either end. */
export function withGroupStep(items: readonly Placed[], group: string, by: -1 | 1): Order | null {
  const sections = [...sectionsOf(items)];
  const at = sections.findIndex((section) => section.group === group);
  const other = sections[at + by];
  const own = sections[at];
  if (own === undefined || other === undefined || other.group === null) return null;
  sections[at] = other;
  sections[at + by] = own;
  return orderOf(sections);
}

/** The list with a group under another name, joined with one of that name; null takes it apart. */
export function withGroupNamed(items: readonly Placed[], from: string, to: string | null): Order {
  const named = items.map(({ id, group }) => ({ id, group: group === from ? to : group }));
  return orderOf(sectionsOf(named));
}
