import type { ClusterDetail } from '../../shared/model/cluster';
import type { Profile } from '../../shared/model/profile';

/** What AWS has told of clusters in this run: their pages are not kept beyond it. */
export class ClusterKnowledge {
  readonly #details = new Map<string, ClusterDetail>();

  take(detail: ClusterDetail): ClusterDetail {
    this.#details.set(detail.id, detail);
    return detail;
  }

  /** The cluster a tunnel goes to, where it was looked at. */
  of({ cluster }: Profile): ClusterDetail | null {
    const id = cluster?.last?.id;
    return (id === undefined ? undefined : this.#details.get(id)) ?? null;
  }

  /** Every address the tunnel's cluster may serve a page at, and those of the tunnel itself. */
  hasPage(profile: Profile, url: string): boolean {
    if (profile.pages.includes(url)) return true;
    const pages = this.of(profile)?.pages ?? [];
    return pages.some((page) => page.url === url || page.alternatives.includes(url));
  }
}
