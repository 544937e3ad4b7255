import { create } from 'zustand';
import type { EventPayload, Snapshot } from '../../shared/contract/window';
import type { LogEntry } from '../../shared/model/log';
import type { ProfileView } from '../../shared/model/profile-view';
import {
  type Facts,
  foldProfiles,
  foldSnapshot,
  foldTunnel,
  mergeLog,
  nextSelection,
} from './fold';
import { stillAnswered } from './prompt-queue';

export type Page = EventPayload<'show'>['page'];

interface AppState {
  /** Null until the snapshot has come. */
  readonly facts: Facts | null;
  /** Entries heard before the snapshot. */
  readonly early: readonly LogEntry[];
  /** Whether the words of the language in force have come; never taken back. */
  readonly spoken: boolean;
  readonly page: Page;
  readonly selected: string | null;
  /** Prompts answered here whose end main has not told yet. */
  readonly answered: ReadonlySet<string>;
}

/** What the window knows and where in it the person is. */
export const useApp = create<AppState>()(() => ({
  facts: null,
  early: [],
  spoken: false,
  page: 'tunnels',
  selected: null,
  answered: new Set<string>(),
}));

function changeFacts(change: (facts: Facts) => Facts): void {
  useApp.setState(({ facts }) => (facts === null ? {} : { facts: change(facts) }));
}

export function takeSnapshot(snapshot: Snapshot): void {
  useApp.setState(({ early, selected }) => ({
    facts: foldSnapshot(snapshot, early),
    early: [],
    selected: nextSelection([], snapshot.profiles, selected),
  }));
}

/** From now on the window can be shown in its language. */
export function speak(): void {
  useApp.setState({ spoken: true });
}

export function takeProfiles(profiles: readonly ProfileView[]): void {
  useApp.setState(({ facts, selected }) =>
    facts === null
      ? {}
      : {
          facts: foldProfiles(facts, profiles),
          selected: nextSelection(facts.profiles, profiles, selected),
        },
  );
}

/** Shows a stored tunnel at once, before the event that lists it has come. */
export function takeProfile(profile: ProfileView): void {
  const known = useApp.getState().facts?.profiles ?? [];
  const others = known.some((each) => each.id === profile.id)
    ? known.map((each) => (each.id === profile.id ? profile : each))
    : [...known, profile];
  takeProfiles(others);
  select(profile.id);
}

export function takeTunnel(view: EventPayload<'tunnel'>): void {
  changeFacts((facts) => foldTunnel(facts, view, performance.now()));
}

export function takeReach(reach: EventPayload<'reach'>): void {
  changeFacts((facts) => ({ ...facts, reach: { ...facts.reach, [reach.profileId]: reach } }));
}

export function takePrompts(prompts: EventPayload<'prompts'>): void {
  changeFacts((facts) => ({ ...facts, prompts }));
  useApp.setState(({ answered }) => ({ answered: stillAnswered(prompts, answered) }));
}

export function takeLog(entries: EventPayload<'log'>): void {
  useApp.setState(({ facts, early }) =>
    facts === null
      ? { early: mergeLog(early, entries) }
      : { facts: { ...facts, log: mergeLog(facts.log, entries) } },
  );
}

export function takePreferences(preferences: EventPayload<'preferences'>): void {
  changeFacts((facts) => ({ ...facts, preferences }));
}

export function showPage(page: Page): void {
  useApp.setState({ page });
}

export function select(profileId: string | null): void {
  useApp.setState({ selected: profileId });
}

/** Hides a prompt that was answered here, or shows it again when the answer did not arrive. */
export function markAnswered(promptId: string, answered: boolean): void {
  useApp.setState((state) => {
    const next = new Set(state.answered);
    if (answered) next.add(promptId);
    else next.delete(promptId);
    return { answered: next };
  });
}
