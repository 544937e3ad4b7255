import type { PooledConnection } from './connection-pool';
import { Pace } from './pace';

/** A connection of a pool, and what is on it. */
export interface Member {
  readonly connection: PooledConnection;
  readonly pace: Pace;
  flows: number;
  /** When its last flow ended, ms. */
  freeSince: number;
  idle: NodeJS.Timeout | undefined;
}

/** A connection that carries no flow yet, as a member of the pool. */
export function memberOf(connection: PooledConnection): Member {
  return {
    connection,
    pace: new Pace(),
    flows: 0,
    freeSince: Number.NEGATIVE_INFINITY,
    idle: undefined,
  };
}

/**
 * Which of the open connections the next flow goes to.
 *
 * Those that carry much are left to what they carry. Of the others the first one is taken, so that
 * few are used; where flows hold each other up (`isEachAlone`), one without a flow, that has been
 * without for the longest. Who finds none joins the largest crowd: of flows that share a connection
 * one waits in each round trip, be they two or twelve (decision 51).
 *
 * @returns undefined when none is open.
 */
export function chosenOf(open: readonly Member[], isEachAlone: boolean): Member | undefined {
  if (!isEachAlone) return open.find(({ pace }) => !pace.isBusy) ?? lightest(open);
  const calm = open.filter(({ pace }) => !pace.isBusy);
  if (calm.length === 0) return lightest(open);
  const empty = calm.filter(({ flows }) => flows === 0);
  return least(empty, ({ freeSince }) => freeSince) ?? least(calm, ({ flows }) => -flows);
}

function lightest(open: readonly Member[]): Member | undefined {
  return least(open, ({ pace }) => pace.recent);
}

/** The first of those with the least. */
function least(of: readonly Member[], measure: (each: Member) => number): Member | undefined {
  let found: Member | undefined;
  for (const each of of) if (found === undefined || measure(each) < measure(found)) found = each;
  return found;
}
