import { clusterStateSchema } from '../../shared/model/cluster';
import type { ClusterFilter } from '../../shared/model/cluster-filter';
import { activeStates, isUsable } from '../../shared/model/cluster-states';

export type StateFilter = 'active' | 'usable' | 'over' | 'all';
export type Age = 'any' | 'day' | 'week' | 'month';

/** What a person narrows the list with; the words are looked for here, the rest by AWS. */
export interface ListFilter {
  readonly words: string;
  readonly state: StateFilter;
  readonly age: Age;
  readonly tag: string;
}

export const plainFilter: ListFilter = { words: '', state: 'active', age: 'any', tag: '' };

const states: Readonly<Record<StateFilter, ClusterFilter['states']>> = {
  active: [...activeStates],
  usable: clusterStateSchema.options.filter(isUsable),
  over: ['TERMINATED', 'TERMINATED_WITH_ERRORS'],
  all: [...clusterStateSchema.options],
};

const days: Readonly<Record<Age, number | null>> = { any: null, day: 1, week: 7, month: 30 };

/** What AWS is asked for; the words are looked for in what it answers. */
export function askedOf({ state, age, tag }: ListFilter): ClusterFilter {
  const count = days[age];
  const [key = '', ...value] = tag.trim().split('=');
  return {
    states: states[state],
    name: null,
    tag: key === '' ? null : { key, value: value.length === 0 ? null : value.join('=') },
    createdAfter: count === null ? null : new Date(Date.now() - count * 86_400_000).toISOString(),
  };
}
