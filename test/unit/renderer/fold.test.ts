import { describe, expect, it } from 'vitest';
import { changedStates } from '../../../renderer/app/changed-states';
import {
  foldProfiles,
  foldSnapshot,
  foldTunnel,
  keyOf,
  logLimit,
  mergeLog,
  nextSelection,
  reachOf,
  viewOf,
} from '../../../renderer/state/fold';
import { currentRate } from '../../../renderer/state/traffic';
import type { LogEntry } from '../../../shared/model/log';
import { pageFailures, withPages } from '../../support/window/scenarios/pages';
import { profile } from '../../support/window/scenarios/profiles';
import { threeTunnels, up, view } from '../../support/window/scenarios/tunnels';

function entry(sequence: number): LogEntry {
  return { sequence, at: 0, profileId: null, event: { code: 'started' } };
}

const numbers = (entries: readonly LogEntry[]): number[] => entries.map((each) => each.sequence);

describe('the snapshot', () => {
  const facts = foldSnapshot(threeTunnels(), [entry(9), entry(10)]);

  it('gives each tunnel its view, and stopped to one nothing was heard of', () => {
    expect(viewOf(facts, 'nightly-etl').state.state).toBe('up');
    expect(viewOf(facts, 'sandbox').state.state).toBe('stopped');
  });

  it('is joined with the log entries that came before it, each once', () => {
    expect(numbers(facts.log)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('the log', () => {
  it('grows at its end', () => {
    expect(numbers(mergeLog([entry(1)], [entry(2), entry(3)]))).toEqual([1, 2, 3]);
  });

  it('puts entries that come late or twice in their order', () => {
    expect(numbers(mergeLog([entry(2), entry(4)], [entry(3), entry(4)]))).toEqual([2, 3, 4]);
  });

  it('forgets the oldest beyond its limit', () => {
    const many = Array.from({ length: logLimit }, (_, at) => entry(at + 1));
    const merged = mergeLog(many, [entry(logLimit + 1)]);
    expect(merged).toHaveLength(logLimit);
    expect(merged[0]?.sequence).toBe(2);
  });
});

describe('events', () => {
  const facts = foldSnapshot(threeTunnels(), []);

  it('change one tunnel and leave the others as they are', () => {
    const next = foldTunnel(facts, view('sandbox', { state: 'connecting', stage: 'tcp' }), 0);
    expect(viewOf(next, 'sandbox').state).toEqual({ state: 'connecting', stage: 'tcp' });
    expect(next.tunnels['nightly-etl']).toBe(facts.tunnels['nightly-etl']);
  });

  it('carry bytes into the history behind the sparkline', () => {
    const at = (bytesDown: number, now: number, from = facts) =>
      foldTunnel(
        from,
        { ...view('sandbox', up()), traffic: { bytesDown, bytesUp: 0, flows: 1, held: 0 } },
        now,
      );
    const next = at(9_000, 11_000, at(3_000, 10_000));
    const history = next.traffic['sandbox'];
    expect(history && currentRate(history, 12_000).down).toBe(2_000);
  });

  it('take away what belonged to tunnels that went', () => {
    const next = foldProfiles(facts, [profile('sandbox')]);
    expect(Object.keys(next.tunnels)).toEqual([]);
  });

  it('announce that no page answers any more, and that one does again', () => {
    const open = foldSnapshot(withPages({}), []);
    const [first] = open.profiles;
    if (first === undefined) throw new Error('no tunnel');
    const none = Object.fromEntries(first.pages.map((_, at) => [at, pageFailures.timeout]));
    const cut = foldSnapshot(withPages(none), []);
    expect(changedStates(open, cut)).toEqual([{ name: first.name, state: 'blocked' }]);
    expect(changedStates(cut, open)).toEqual([{ name: first.name, state: 'up' }]);
    const silent = { ...up(), state: 'suspect', why: 'silent' } as Parameters<typeof view>[1];
    const doubt = foldTunnel(cut, view(first.id, silent), 0);
    expect(changedStates(cut, doubt)).toEqual([]);
  });

  it('announce a state only when its word changes', () => {
    const doubt = { ...up(), state: 'suspect', why: 'silent' } as const;
    const now = (state: Parameters<typeof view>[1]) =>
      foldTunnel(facts, view('nightly-etl', state), 0);
    const base = now(up());
    const suspect = foldTunnel(
      facts,
      view('nightly-etl', { ...doubt } as Parameters<typeof view>[1]),
      0,
    );
    expect(changedStates(base, suspect)).toEqual([]);
    expect(changedStates(base, now({ state: 'stopping' }))).toEqual([
      { name: 'Nightly ETL', state: 'stopping' },
    ]);
  });
});

describe('the selection', () => {
  const [a, b, c] = [profile('a'), profile('b'), profile('c')];

  it('stays while its tunnel exists', () => {
    expect(nextSelection([a, b], [b, a, c], 'b')).toBe('b');
  });

  it('goes to the neighbour of one that went, to the first at the start, to none when empty', () => {
    expect(nextSelection([a, b, c], [a, c], 'b')).toBe('c');
    expect(nextSelection([a, b, c], [a, b], 'c')).toBe('b');
    expect(nextSelection([], [a, b], null)).toBe('a');
    expect(nextSelection([a], [], 'a')).toBeNull();
  });
});

describe('how far requests get', () => {
  const snapshot = withPages({ 3: pageFailures.refused });
  const facts = foldSnapshot(snapshot, []);
  const [first] = snapshot.profiles;
  if (first === undefined) throw new Error('no profile');

  it('is known page by page, in the order of the profile as it is now', () => {
    const turned = { ...first, pages: ['http://new/', ...first.pages.slice(0, 2).reverse()] };
    const { pages } = reachOf(facts, turned);
    expect(pages.map(({ url }) => url)).toEqual(turned.pages);
    expect(pages.map(({ check }) => check.outcome)).toEqual(['unknown', 'answering', 'answering']);
  });

  it('is known only while the tunnel is up', () => {
    const down = foldTunnel(facts, view(first.id, { state: 'stopped' }), 0);
    expect(reachOf(down, first)).toMatchObject({ ssh: null, forwards: 'unknown' });
    expect(reachOf(down, first).pages.every(({ check }) => check.outcome === 'unknown')).toBe(true);
  });

  it('goes with its tunnel', () => {
    expect(foldProfiles(facts, []).reach).toEqual({});
  });
});

describe('what the tunnels tell of a key file', () => {
  const file = (letter: string, readable: boolean) => ({
    token: letter.repeat(32),
    name: 'key',
    key: readable ? ({ readable: false, failure: { code: 'auth-cancelled' } } as const) : null,
  });

  it('is found by its token, at the bastion or on the way, once somebody looked', () => {
    const hop = { host: 'j', port: 22, user: 'u', authentication: 'key-file' } as const;
    const profiles = [
      profile('a', { keyFile: file('a', false) }),
      profile('b', { keyFile: file('a', true), jumpHosts: [{ ...hop, keyFile: file('b', true) }] }),
    ];
    expect(keyOf(profiles, 'a'.repeat(32))).toEqual(file('a', true));
    expect(keyOf(profiles, 'b'.repeat(32))).toEqual(file('b', true));
    expect(keyOf(profiles.slice(0, 1), 'a'.repeat(32))).toBeNull();
  });
});
