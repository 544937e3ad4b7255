import type { ClusterDetail, ClusterState, ClusterSummary } from '../../shared/model/cluster';
import type { ClusterBrief, ClusterFilter } from '../../shared/model/cluster-filter';
import { hasTag } from '../../shared/model/cluster-filter';
import { describeCluster } from './cluster-description';
import { readDetail } from './cluster-detail';
import { listClusters } from './cluster-list';
import type { AwsSession, AwsWork } from './session';

/** What a piece of work on clusters is given; a job of the engine is one. */
export interface ClusterWork {
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
  /** AWS asks to slow down: the next try is made in so many ms. */
  readonly slowed?: (inMs: number) => void;
}

/** What clients are told of a piece of work. */
export function clientWork({ signal, slowed }: ClusterWork): AwsWork {
  return { signal, ...(slowed && { onSlowed: slowed }) };
}

type Key = `${string} ${ClusterState}`;

/**
 * The clusters of one session, read as sparingly as EMR's quotas ask: what a cluster is does not
 * change while its state stays the same, so it is described once for each state it is seen in.
 */
export class ClusterBook {
  readonly #session: AwsSession;
  readonly #briefs = new Map<Key, ClusterBrief>();
  readonly #details = new Map<Key, ClusterDetail>();

  constructor(session: AwsSession) {
    this.#session = session;
  }

  /** Forgets what was read, so that the next look is a fresh one. */
  refresh(): void {
    this.#briefs.clear();
    this.#details.clear();
  }

  /** @throws FailureError `aws-*`. A filter by tag describes each cluster that fits the rest. */
  async list(filter: ClusterFilter, work: ClusterWork): Promise<ClusterSummary[]> {
    const clients = this.#clients(work);
    const clusters = await listClusters(clients, filter, {
      found: (count) => work.progress('elasticmapreduce:ListClusters', count, null),
    });
    const { tag } = filter;
    if (tag === null) return clusters;
    const fitting = new Set<string>();
    await this.briefs(clusters, work, (brief) => {
      if (hasTag(brief.tags, tag)) fitting.add(brief.id);
    });
    return clusters.filter(({ id }) => fitting.has(id));
  }

  /** Describes clusters one after the other and tells of each as soon as it is known. */
  async briefs(
    clusters: readonly Pick<ClusterSummary, 'id' | 'state'>[],
    work: ClusterWork,
    onBrief: (brief: ClusterBrief) => void,
  ): Promise<void> {
    const clients = this.#clients(work);
    for (const [index, { id, state }] of clusters.entries()) {
      work.progress('elasticmapreduce:DescribeCluster', index, clusters.length);
      const known = this.#briefs.get(`${id} ${state}`);
      if (known !== undefined) {
        onBrief(known);
        continue;
      }
      const described = await describeCluster(clients, id, this.#session.region);
      const { release, applications, primaryDns, tags, keyName } = described;
      const brief = {
        id,
        state: described.state,
        release,
        applications,
        primaryDns,
        tags,
        keyName,
      };
      // Under the state it was asked for as well: the list may be a moment behind.
      this.#briefs.set(`${id} ${state}`, brief);
      this.#briefs.set(`${id} ${brief.state}`, brief);
      onBrief(brief);
    }
    work.progress('elasticmapreduce:DescribeCluster', clusters.length, clusters.length);
  }

  /**
   * @param state what a list last said; null always asks.
   * @throws FailureError `cluster-missing` or `aws-*`.
   */
  async detail(id: string, state: ClusterState | null, work: ClusterWork): Promise<ClusterDetail> {
    const known = state === null ? undefined : this.#details.get(`${id} ${state}`);
    if (known !== undefined) return known;
    const clients = this.#clients(work);
    const detail = await readDetail(clients, id, this.#session.region, work.progress);
    this.#details.set(`${id} ${detail.state}`, detail);
    return detail;
  }

  #clients(work: ClusterWork) {
    return this.#session.clientsFor(clientWork(work));
  }
}
