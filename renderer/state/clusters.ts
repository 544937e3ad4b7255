import { create } from 'zustand';
import type { AwsAccess } from '../../shared/contract/cluster-calls';
import type { EventPayload } from '../../shared/contract/window';
import type { ClusterDetail, ClusterSummary } from '../../shared/model/cluster';
import type { AwsPlace, ClusterBrief } from '../../shared/model/cluster-filter';
import type { Failure } from '../../shared/model/failure';
import { useApp } from './app-store';
import { tell } from './calls';
import { askedOf, type ListFilter, plainFilter } from './cluster-question';
import { currentText } from './facts';
import { hear } from './hear';
import { forgetSlowed } from './slowed';
import { showToast } from './toasts';

export interface SignIn {
  readonly jobId: string;
  /** Null until AWS has given one. */
  readonly code: string | null;
  readonly url: string | null;
}

interface ClustersState {
  /** Null until the user's AWS files have been read. */
  readonly access: AwsAccess | null;
  readonly place: AwsPlace | null;
  readonly filter: ListFilter;
  /** Null before the first list has come. */
  readonly list: readonly ClusterSummary[] | null;
  readonly briefs: Readonly<Record<string, ClusterBrief>>;
  readonly details: Readonly<Record<string, ClusterDetail>>;
  /** What was known before a refresh: it is shown until it has been read again. */
  readonly before: Pick<ClustersState, 'briefs' | 'details'>;
  readonly failure: Failure | null;
  /** The job that reads the list, and how many clusters it has found. */
  readonly reading: { readonly jobId: string; readonly found: number } | null;
  readonly selected: string | null;
  readonly signIn: SignIn | null;
  /** The cluster of the open "Use this cluster". */
  readonly using: ClusterSummary | null;
}

const nothing = { briefs: {}, details: {} };

export const useClusters = create<ClustersState>()(() => ({
  access: null,
  place: null,
  filter: plainFilter,
  list: null,
  briefs: {},
  details: {},
  before: nothing,
  failure: null,
  reading: null,
  selected: null,
  signIn: null,
  using: null,
}));

const { setState: set, getState: get } = useClusters;

hear('clusterBrief', takeBrief);
hear('jobProgress', takeProgress);
hear('signIn', takeSignIn);

/** Where a person looked last: a tunnel's cluster, else what the AWS command line would take. */
function firstPlace(access: AwsAccess): AwsPlace | null {
  const bound = useApp.getState().facts?.profiles.findLast(({ cluster }) => cluster !== null);
  if (bound?.cluster) return { region: bound.cluster.region, awsProfile: bound.cluster.awsProfile };
  const regional = access.profiles.find(({ region }) => region !== null);
  if (access.region !== null) return { region: access.region, awsProfile: null };
  return regional?.region ? { region: regional.region, awsProfile: regional.name } : null;
}

/** Reads what there is to choose from, and the list if a region is known. */
export async function openClusters(): Promise<void> {
  await openPlaces();
  const { place, list, reading, failure } = get();
  if (place !== null && list === null && reading === null && failure === null) {
    await readClusters(false);
  }
}

/** Reads the user's own AWS files for what there is to choose from; AWS itself is not asked. */
export async function openPlaces(): Promise<void> {
  const answer = await window.culvert.awsAccess(undefined);
  if (!answer.ok) {
    tell(answer.error);
    return;
  }
  const access = answer.value;
  set({ access });
  if (get().place === null) set({ place: firstPlace(access) });
}

/** Another region or profile: what was shown belongs to the old one. */
export async function goTo(place: AwsPlace): Promise<void> {
  stopReading();
  set({ place, list: null, ...nothing, before: nothing, failure: null, selected: null });
  await readClusters(false);
}

export async function changeFilter(change: Partial<ListFilter>): Promise<void> {
  set(({ filter }) => ({ filter: { ...filter, ...change } }));
  if (!('words' in change)) await readClusters(false);
}

type Known = ClustersState['before'];

function merged(older: Known, newer: Known): Known {
  return {
    briefs: { ...older.briefs, ...newer.briefs },
    details: { ...older.details, ...newer.details },
  };
}

/** What is known of a cluster, if need be from before a refresh. */
export function useBrief(id: string): ClusterBrief | undefined {
  return useClusters(({ briefs, before }) => briefs[id] ?? before.briefs[id]);
}

export function useDetail(id: string): ClusterDetail | undefined {
  return useClusters(({ details, before }) => details[id] ?? before.details[id]);
}

/** Reads the list anew. @param refresh also has what is known of each cluster read again. */
export async function readClusters(refresh: boolean): Promise<void> {
  const { place, filter, briefs, details, before } = get();
  if (place === null) return;
  stopReading();
  const jobId = crypto.randomUUID();
  set({
    reading: { jobId, found: 0 },
    failure: null,
    ...(refresh ? { ...nothing, before: merged(before, { briefs, details }) } : {}),
  });
  const args = { jobId, place, filter: askedOf(filter), refresh };
  const answer = await window.culvert.listClusters(args);
  // Another reading has taken its place, or this one was stopped.
  if (get().reading?.jobId !== jobId) return;
  forgetSlowed();
  set({ reading: null });
  if (answer.ok) {
    const list = answer.value;
    const kept = list.some(({ id }) => id === get().selected);
    set({ list, selected: kept ? get().selected : (list[0]?.id ?? null) });
  } else if (answer.error.code === 'failure') set({ failure: answer.error.failure, list: null });
  else tell(answer.error);
}

export function stopReading(): void {
  const { reading } = get();
  if (reading === null) return;
  forgetSlowed();
  set({ reading: null });
  void window.culvert.cancelJob({ jobId: reading.jobId });
}

let describing: string | null = null;

/** Describes the rows in sight that are not known yet; a new sight calls the old work off. */
export function describeInSight(rows: readonly ClusterSummary[]): void {
  const { place, briefs } = get();
  const unknown = rows.filter(({ id, state }) => briefs[id]?.state !== state);
  if (describing !== null) void window.culvert.cancelJob({ jobId: describing });
  describing = null;
  if (place === null || unknown.length === 0) return;
  const jobId = crypto.randomUUID();
  describing = jobId;
  const clusters = unknown.map(({ id, state }) => ({ id, state }));
  void window.culvert.describeClusters({ jobId, place, clusters }).then(() => {
    if (describing === jobId) describing = null;
  });
}

function takeBrief({ place, brief }: EventPayload<'clusterBrief'>): void {
  if (!samePlace(place, get().place)) return;
  set(({ briefs, list }) => ({
    briefs: { ...briefs, [brief.id]: brief },
    // The description is newer than the list.
    list: list?.map((one) => (one.id === brief.id ? { ...one, state: brief.state } : one)) ?? null,
  }));
}

function takeProgress({ jobId, done }: EventPayload<'jobProgress'>): void {
  set(({ reading }) => (reading?.jobId === jobId ? { reading: { jobId, found: done } } : {}));
}

export function samePlace(one: AwsPlace | null, other: AwsPlace | null): boolean {
  return one?.region === other?.region && one?.awsProfile === other?.awsProfile;
}

export function selectCluster(selected: string | null): void {
  set({ selected });
}

/** Reads everything of one cluster. @returns why it could not be read, or null. */
export async function readDetail(cluster: ClusterSummary): Promise<Failure | null> {
  const { place, details } = get();
  if (place === null || details[cluster.id]?.state === cluster.state) return null;
  const { id, state } = cluster;
  const answer = await window.culvert.clusterDetail({
    jobId: crypto.randomUUID(),
    place,
    id,
    state,
  });
  if (answer.ok) {
    if (samePlace(place, get().place)) {
      set((now) => ({ details: { ...now.details, [id]: answer.value } }));
    }
    return null;
  }
  return answer.error.code === 'failure' ? answer.error.failure : null;
}

/** Signs the chosen profile in; the browser shows the page on which it is confirmed. */
export async function signIn(): Promise<void> {
  const { place } = get();
  if (place === null) return;
  const jobId = crypto.randomUUID();
  set({ signIn: { jobId, code: null, url: null } });
  const answer = await window.culvert.signInAws({ jobId, place });
  if (get().signIn?.jobId !== jobId) return;
  set({ signIn: null });
  if (answer.ok) {
    showToast({ text: currentText().clusters.signIn.done });
    await readClusters(true);
  } else tell(answer.error);
}

function takeSignIn({ jobId, code, url }: EventPayload<'signIn'>): void {
  set(({ signIn: now }) => (now?.jobId === jobId ? { signIn: { jobId, code, url } } : {}));
}

export function cancelSignIn(): void {
  const { signIn: now } = get();
  set({ signIn: null });
  if (now !== null) void window.culvert.cancelJob({ jobId: now.jobId });
}

export function startUsing(using: ClusterSummary | null): void {
  set({ using });
}
