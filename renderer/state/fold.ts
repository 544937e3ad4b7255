import type { About, EventPayload, Preferences, Snapshot } from '../../shared/contract/window';
import type { LogEntry } from '../../shared/model/log';
import { noTraffic } from '../../shared/model/no-traffic';
import type { KeyChoice, ProfileView } from '../../shared/model/profile-view';
import type { Prompt } from '../../shared/model/prompt';
import type { Reach } from '../../shared/model/reach';
import { type Reaching, reachNow } from '../../shared/model/shown-state';
import type { TunnelView } from '../../shared/model/tunnel-state';
import { emptyHistory, recordTraffic, type TrafficHistory } from './traffic';

/** How many log entries the window keeps; the oldest go first. */
export const logLimit = 2_000;

/** What the window knows of the app: the snapshot, kept true by events. */
export interface Facts {
  readonly about: About;
  readonly preferences: Preferences;
  readonly profiles: readonly ProfileView[];
  readonly tunnels: Readonly<Record<string, TunnelView>>;
  readonly traffic: Readonly<Record<string, TrafficHistory>>;
  readonly reach: Readonly<Record<string, Reach>>;
  readonly prompts: readonly Prompt[];
  readonly log: readonly LogEntry[];
}

const stopped = { state: 'stopped' } as const;

/** A tunnel of which nothing has been heard does not run. */
export function viewOf(facts: Pick<Facts, 'tunnels'>, profileId: string): TunnelView {
  return facts.tunnels[profileId] ?? { profileId, state: stopped, traffic: noTraffic };
}

/** How far requests get through a tunnel, page by page as its profile has them now. */
export function reachOf(facts: Pick<Facts, 'tunnels' | 'reach'>, profile: Reaching): Reach {
  return reachNow(facts.reach[profile.id], profile, viewOf(facts, profile.id).state);
}

/**
 * The facts a snapshot brings. It replaces what events told before, as the channel keeps their
 * order: an event that came first is older. Log entries alone are additions, so they are merged.
 */
export function foldSnapshot(snapshot: Snapshot, heard: readonly LogEntry[]): Facts {
  return {
    about: snapshot.about,
    preferences: snapshot.preferences,
    profiles: snapshot.profiles,
    tunnels: Object.fromEntries(snapshot.tunnels.map((view) => [view.profileId, view])),
    traffic: {},
    reach: Object.fromEntries(snapshot.reach.map((each) => [each.profileId, each])),
    prompts: snapshot.prompts,
    log: mergeLog(snapshot.log, heard),
  };
}

/** Entries in order, each once, the latest {@link logLimit} of them. */
export function mergeLog(
  known: readonly LogEntry[],
  heard: readonly LogEntry[],
): readonly LogEntry[] {
  const last = known.at(-1)?.sequence ?? Number.NEGATIVE_INFINITY;
  if (heard.every((entry, at) => entry.sequence > (heard[at - 1]?.sequence ?? last))) {
    return [...known, ...heard].slice(-logLimit);
  }
  const bySequence = new Map([...known, ...heard].map((entry) => [entry.sequence, entry]));
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence).slice(-logLimit);
}

/**
 * Folds one tunnel's news in, and its bytes into the history behind the sparkline.
 *
 * @param now milliseconds, any clock that only goes forward.
 */
export function foldTunnel(facts: Facts, view: EventPayload<'tunnel'>, now: number): Facts {
  const { profileId } = view;
  const history = facts.traffic[profileId] ?? emptyHistory;
  return {
    ...facts,
    tunnels: { ...facts.tunnels, [profileId]: view },
    traffic: { ...facts.traffic, [profileId]: recordTraffic(history, view.traffic, now) },
  };
}

/** What the tunnels tell of a key file, by its token; null while they tell nothing. */
export function keyOf(profiles: readonly ProfileView[], token: string): KeyChoice | null {
  const files = profiles.flatMap(({ keyFile, jumpHosts }) => [
    keyFile,
    ...jumpHosts.map((hop) => hop.keyFile),
  ]);
  return files.find((file) => file?.token === token && file.key !== null) ?? null;
}

/** Takes the profiles as they are now and lets go of what belonged to those that went. */
export function foldProfiles(facts: Facts, profiles: readonly ProfileView[]): Facts {
  const kept = new Set(profiles.map((profile) => profile.id));
  return {
    ...facts,
    profiles,
    tunnels: pick(facts.tunnels, kept),
    traffic: pick(facts.traffic, kept),
    reach: pick(facts.reach, kept),
  };
}

function pick<Value>(
  record: Readonly<Record<string, Value>>,
  kept: ReadonlySet<string>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => kept.has(key)));
}

/** The tunnel to show after a change: the same one while it exists, else its neighbour or the first. */
export function nextSelection(
  before: readonly ProfileView[],
  after: readonly ProfileView[],
  selected: string | null,
): string | null {
  if (after.some((profile) => profile.id === selected)) return selected;
  const index = before.findIndex((profile) => profile.id === selected);
  return after[Math.min(Math.max(index, 0), after.length - 1)]?.id ?? null;
}
