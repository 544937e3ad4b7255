import { create } from 'zustand';
import type { ClusterPage } from '../../shared/model/cluster';
import type { Failure } from '../../shared/model/failure';
import type { ProfileView } from '../../shared/model/profile-view';
import type { PageReach } from '../../shared/model/reach';
import { valueOrTold } from './calls';

/** As many as one call takes, and as many as a person looks through. */
const atOnce = 64;

interface NodePages {
  /** The cluster they are of: another one has others. */
  readonly clusterId: string;
  /** The job that reads or checks them. */
  readonly jobId: string | null;
  readonly pages: readonly PageReach[];
  /** Where else each may be, likeliest first, by every address it may have. */
  readonly elsewhere: Readonly<Record<string, readonly string[]>>;
  /** How many there are beyond those shown. */
  readonly more: number;
  readonly failure: Failure | null;
}

/** The pages on the nodes of the clusters of tunnels, by tunnel; read when a person asks. */
export const useNodePages = create<Readonly<Record<string, NodePages>>>()(() => ({}));

const { setState: set, getState: get } = useNodePages;

function put(profileId: string, change: Partial<NodePages>): void {
  const known = get()[profileId];
  if (known !== undefined) set({ [profileId]: { ...known, ...change } });
}

/** Reads which pages the tunnel's cluster has beside the tunnel's own, and asks for them if it can. */
export async function readNodePages(profile: ProfileView, up: boolean): Promise<void> {
  const { id, cluster } = profile;
  if (!cluster?.last) return;
  const jobId = crypto.randomUUID();
  const clusterId = cluster.last.id;
  set({ [id]: { clusterId, jobId, pages: [], elsewhere: {}, more: 0, failure: null } });
  const place = { region: cluster.region, awsProfile: cluster.awsProfile };
  const answer = await window.culvert.clusterDetail({ jobId, place, id: clusterId, state: null });
  if (get()[id]?.jobId !== jobId) return;
  if (!answer.ok) {
    const failure = answer.error.code === 'failure' ? answer.error.failure : null;
    put(id, { jobId: null, failure });
    return;
  }
  const others = othersOf(answer.value.pages, profile.pages);
  const pages = others.slice(0, atOnce).map(unchecked);
  const elsewhere = elsewhereOf(answer.value.pages);
  put(id, { pages, elsewhere, more: others.length - pages.length, jobId: null });
  if (up) await checkNodePages(id);
}

/** Asks for the pages shown, once. */
export async function checkNodePages(profileId: string): Promise<void> {
  const known = get()[profileId];
  if (known === undefined || known.jobId !== null || known.pages.length === 0) return;
  const jobId = crypto.randomUUID();
  put(profileId, { jobId });
  const ask = async (urls: readonly string[]) =>
    (await valueOrTold(window.culvert.checkPages({ jobId, profileId, urls: [...urls] })))?.value;
  const found = await ask(known.pages.map(({ url }) => url));
  const others = (found ?? []).filter(failed).flatMap(({ url }) => known.elsewhere[url] ?? []);
  if (get()[profileId]?.jobId !== jobId) return;
  if (found !== undefined && others.length > 0) {
    put(profileId, { pages: found });
    const more = (await ask([...new Set(others)].slice(0, atOnce))) ?? [];
    if (get()[profileId]?.jobId !== jobId) return;
    put(profileId, { jobId: null, pages: found.map((page) => answering(page, more, known)) });
  } else put(profileId, { jobId: null, ...(found && { pages: found }) });
}

function failed({ check }: PageReach): boolean {
  return check.outcome === 'failed';
}

/** The page where it answers, if it does anywhere. */
function answering(
  page: PageReach,
  found: readonly PageReach[],
  { elsewhere }: Pick<NodePages, 'elsewhere'>,
): PageReach {
  if (!failed(page)) return page;
  const places = elsewhere[page.url] ?? [];
  const right = found.find(
    ({ url, check }) => check.outcome === 'answering' && places.includes(url),
  );
  return right ?? page;
}

/** Calls off what is under way. */
export function stopNodePages(profileId: string): void {
  const jobId = get()[profileId]?.jobId;
  if (!jobId) return;
  put(profileId, { jobId: null });
  void window.culvert.cancelJob({ jobId });
}

/** Pages for people on nodes, without those the tunnel looks after anyway. */
function othersOf(pages: readonly ClusterPage[], own: readonly string[]): string[] {
  const others = pages.filter(({ kind, url }) => kind === 'page' && !own.includes(url));
  const expected = others.filter((page) => page.expected);
  const perhaps = others.filter((page) => !page.expected);
  return [...new Set([...expected, ...perhaps].map(({ url }) => url))];
}

function elsewhereOf(pages: readonly ClusterPage[]): NodePages['elsewhere'] {
  return Object.fromEntries(
    pages.flatMap(({ url, alternatives }) => {
      const all = [url, ...alternatives];
      return all.map((place) => [place, all.filter((other) => other !== place)]);
    }),
  );
}

function unchecked(url: string): PageReach {
  return { url, check: { outcome: 'unknown' } };
}
