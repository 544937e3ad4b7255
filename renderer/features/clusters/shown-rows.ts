import type { ClusterSummary } from '../../../shared/model/cluster';

/** The clusters whose name or id has those words in it, whatever the case. */
export function fitting(list: readonly ClusterSummary[], words: string): readonly ClusterSummary[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return list;
  return list.filter(
    ({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted,
  );
}

export const rowHeight = 46;
/** Rows drawn beyond the edges, so that scrolling shows no gaps. */
const spare = 6;

/** Which rows of a long list are drawn, by where it is scrolled to. */
export function rowsInSight(count: number, top: number, height: number) {
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return { first, last, above: first * rowHeight, below: (count - last) * rowHeight };
}
