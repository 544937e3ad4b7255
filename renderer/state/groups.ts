import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { tunnelActions } from '../../shared/model/actions';
import type { ProfileView } from '../../shared/model/profile-view';
import {
  type Order,
  type Spot,
  withGroupNamed,
  withGroupStep,
  withMoved,
  withStep,
} from '../../shared/model/tunnel-groups';
import { takeProfiles, useApp } from './app-store';
import { valueOrTold } from './calls';
import { startTunnel } from './commands';
import { currentText } from './facts';
import { viewOf } from './fold';
import { showToast } from './toasts';

/** The groups there are, in the order in which they first appear. */
export function groupNames(profiles: readonly ProfileView[]): readonly string[] {
  return [...new Set(profiles.flatMap(({ group }) => group ?? []))];
}

interface ClosedGroups {
  readonly closed: readonly string[];
}

/** Which groups show their heading alone: a matter of this window, kept where pages keep such things. */
export const useClosedGroups = create<ClosedGroups>()(
  persist(() => ({ closed: [] as readonly string[] }), { name: 'culvert.closed-groups' }),
);

export function toggleGroup(group: string): void {
  useClosedGroups.setState(({ closed }) => ({
    closed: closed.includes(group) ? closed.filter((each) => each !== group) : [...closed, group],
  }));
}

function profiles(): readonly ProfileView[] {
  return useApp.getState().facts?.profiles ?? [];
}

/** Stores an order. It is shown at once, and as it was again when it cannot be stored. */
async function arrange(order: Order): Promise<void> {
  const before = profiles();
  const byId = new Map(before.map((profile) => [profile.id, profile]));
  takeProfiles(
    order.flatMap(({ profileId, group }) => {
      const profile = byId.get(profileId);
      return profile === undefined ? [] : [{ ...profile, group }];
    }),
  );
  const stored = await valueOrTold(window.culvert.arrangeProfiles({ order: [...order] }));
  if (!stored) takeProfiles(before);
}

/** Puts a tunnel where it was dropped. */
export async function moveTunnel(profileId: string, spot: Spot): Promise<void> {
  await arrange(withMoved(profiles(), profileId, spot));
}

/** Moves a tunnel a step up or down; at an end of the list it stays. */
export async function stepTunnel(profileId: string, by: -1 | 1): Promise<void> {
  const order = withStep(profiles(), profileId, by);
  if (order !== null) await arrange(order);
}

export async function stepGroup(group: string, by: -1 | 1): Promise<void> {
  const order = withGroupStep(profiles(), group, by);
  if (order !== null) await arrange(order);
}

/** Renames a group, or takes it apart with null; a notice brings it back. */
export async function nameGroup(from: string, to: string | null): Promise<void> {
  const wanted = to === null ? null : to.trim().slice(0, 80);
  if (wanted === from || wanted === '') return;
  const before = profiles().map(({ id, group }) => ({ profileId: id, group }));
  await arrange(withGroupNamed(profiles(), from, wanted));
  if (wanted !== null) return;
  const text = currentText();
  showToast({
    text: text.imports.group.apart(from),
    action: { label: text.list.undo, run: () => void arrange(before) },
  });
}

function ofGroup(group: string): readonly ProfileView[] {
  return profiles().filter((profile) => profile.group === group);
}

/** Starts every tunnel of a group that does not run; what one of them needs, it asks for itself. */
export async function startGroup(group: string): Promise<void> {
  const { facts } = useApp.getState();
  if (facts === null) return;
  const idle = ofGroup(group).filter(({ id }) => tunnelActions(viewOf(facts, id).state).start);
  await Promise.all(idle.map(({ id }) => startTunnel(id)));
}

export async function stopGroup(group: string): Promise<void> {
  const { facts } = useApp.getState();
  if (facts === null) return;
  const running = ofGroup(group).filter(({ id }) => tunnelActions(viewOf(facts, id).state).stop);
  await Promise.all(
    running.map(({ id }) => valueOrTold(window.culvert.stopTunnel({ profileId: id }))),
  );
}
