import type { Failure } from '../../shared/model/failure';
import type { Reach } from '../../shared/model/reach';
import { pageLabel } from '../../shared/model/reach-of-pages';
import type { TunnelState } from '../../shared/model/tunnel-state';

/** A gap that closes within this time is none of anybody's business, ms. */
export const gapMs = 5_000;
/** A page is missed when this many checks in a row went without it. */
const missesTold = 2;

/** A change worth interrupting a person for. */
export type TunnelNotice =
  | { readonly kind: 'attention' | 'lost'; readonly cause: Failure }
  | { readonly kind: 'back' }
  | {
      readonly kind: 'page';
      readonly page: string;
      readonly cause: Failure;
      /** How many more pages went with it. */
      readonly others: number;
    };

export type Heard =
  | {
      readonly what: 'state';
      readonly state: TunnelState;
      /** The person has the window in front and sees for themselves how a start goes. */
      readonly watched: boolean;
    }
  | { readonly what: 'reach'; readonly reach: Reach }
  | { readonly what: 'time' };

/** What was heard of one tunnel so far. */
export interface NoticeMemory {
  readonly phase: 'idle' | 'starting' | 'up' | 'gap' | 'lost';
  /** When the gap began, on a steady clock, ms. */
  readonly since: number;
  readonly cause: Failure | null;
  /** The last check that was counted. */
  readonly checks: number;
  /** Checks missed in a row, for each page that has answered before. */
  readonly misses: Readonly<Record<string, number>>;
}

export const nothingHeard: NoticeMemory = {
  phase: 'idle',
  since: 0,
  cause: null,
  checks: 0,
  misses: {},
};

export interface Decision {
  readonly memory: NoticeMemory;
  readonly notice: TunnelNotice | null;
}

/**
 * Decides what is worth a notification: one for each real change, none for a gap that heals within
 * five seconds.
 *
 * @param now a steady clock, ms.
 */
export function decide(memory: NoticeMemory, heard: Heard, now: number): Decision {
  switch (heard.what) {
    case 'state':
      return onState(memory, heard.state, heard.watched, now);
    case 'reach':
      return onReach(memory, heard.reach);
    case 'time':
      return onTime(memory, now);
    default:
      return heard satisfies never;
  }
}

/** When a tunnel that stays as it is becomes worth a word; null for never. */
export function dueAt({ phase, since }: NoticeMemory): number | null {
  return phase === 'gap' ? since + gapMs : null;
}

function onState(
  memory: NoticeMemory,
  state: TunnelState,
  watched: boolean,
  now: number,
): Decision {
  const { phase } = memory;
  switch (state.state) {
    case 'up':
    case 'suspect':
      return {
        memory: { ...memory, phase: 'up', cause: null },
        notice: phase === 'lost' ? { kind: 'back' } : null,
      };
    case 'reconnecting': {
      if (phase === 'idle' || phase === 'starting') return quiet({ ...memory, phase: 'starting' });
      const since = phase === 'up' ? now : memory.since;
      const gap = phase === 'up' ? 'gap' : phase;
      return quiet({ ...memory, phase: gap, since, cause: state.cause });
    }
    case 'connecting':
      return phase === 'idle' ? quiet({ ...memory, phase: 'starting' }) : quiet(memory);
    case 'blocked': {
      const seen = phase === 'idle' || (phase === 'starting' && watched);
      return {
        memory: nothingHeard,
        notice: seen ? null : { kind: 'attention', cause: state.cause },
      };
    }
    case 'stopping':
    case 'stopped':
      return quiet(nothingHeard);
    default:
      return state satisfies never;
  }
}

function onTime(memory: NoticeMemory, now: number): Decision {
  const due = dueAt(memory);
  if (due === null || now < due || memory.cause === null) return quiet(memory);
  return { memory: { ...memory, phase: 'lost' }, notice: { kind: 'lost', cause: memory.cause } };
}

function onReach(memory: NoticeMemory, { pages, checks, checking }: Reach): Decision {
  if (memory.phase !== 'up' || checking || checks === memory.checks) return quiet(memory);
  const misses: Record<string, number> = { ...memory.misses };
  const gone: { readonly page: string; readonly cause: Failure }[] = [];
  for (const { url, check } of pages) {
    if (check.outcome === 'answering') misses[url] = 0;
    if (check.outcome !== 'failed') continue;
    const before = misses[url];
    if (before === undefined) continue;
    misses[url] = before + 1;
    if (before + 1 === missesTold) gone.push({ page: pageLabel(url), cause: check.cause });
  }
  const [first, ...others] = gone;
  return {
    memory: { ...memory, checks, misses },
    notice: first === undefined ? null : { kind: 'page', ...first, others: others.length },
  };
}

function quiet(memory: NoticeMemory): Decision {
  return { memory, notice: null };
}
