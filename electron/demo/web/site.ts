import type { DemoCluster, DemoNode } from '../demo-cluster';

/** What a demonstration's web server answers a path with. */
export type Answer =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'absent' };

/** One web interface of one node. */
export interface Site {
  readonly name: string;
  readonly node: DemoNode;
  readonly port: number;
  /** @param path of the request, without its query. */
  answer(path: string, cluster: DemoCluster): Answer;
}
