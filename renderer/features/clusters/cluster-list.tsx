import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ClusterSummary } from '../../../shared/model/cluster';
import { classes } from '../../components/classes';
import { describeInSight, selectCluster, startUsing, useClusters } from '../../state/clusters';
import { useText } from '../../state/facts';
import sheet from './cluster-list.module.css';
import { ClusterRow } from './cluster-row';
import { rowHeight, rowsInSight } from './shown-rows';

const css = classes(sheet);

/** ARIA's grid pattern on a table, as the list of tunnels has it. */
const gridRole = 'grid';

interface ClusterListProps {
  readonly clusters: readonly ClusterSummary[];
  readonly selected: string | null;
}

/** The clusters, one a row. Only what is in sight is drawn and described: accounts have hundreds. */
export function ClusterList({ clusters, selected }: ClusterListProps) {
  const { clusters: text } = useText();
  const frame = useRef<HTMLDivElement>(null);
  const { view, look } = useView(frame);
  const { first, last, above, below } = rowsInSight(clusters.length, view.top, view.height);
  const drawn = useMemo(() => clusters.slice(first, last), [clusters, first, last]);
  useDescribed(drawn);

  const awaited = useAwaitedRow(frame);

  const move = (event: KeyboardEvent): void => {
    const at = clusters.findIndex(({ id }) => id === selected);
    const end = clusters.length - 1;
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 2);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: end,
    }[event.key];
    const index = to === undefined ? -1 : Math.min(Math.max(to, 0), end);
    const next = clusters[index];
    if (next === undefined) return;
    event.preventDefault();
    selectCluster(next.id);
    intoSight(frame.current, index);
    awaited.current = next.id;
  };

  return (
    <div ref={frame} className={css('frame')} onScroll={look}>
      <table
        role={gridRole}
        aria-label={text.list}
        aria-rowcount={clusters.length + 1}
        className={css('list')}
        onKeyDown={move}
      >
        <Head />
        <tbody>
          {above > 0 && <Gap height={above} />}
          {drawn.map((cluster, at) => (
            <ClusterRow
              key={cluster.id}
              cluster={cluster}
              index={first + at + 2}
              selected={cluster.id === selected}
              onUse={() => startUsing(cluster)}
            />
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </div>
  );
}

function Head() {
  const { clusters: text } = useText();
  return (
    <thead>
      <tr>
        <th scope="col" className={css('state-column')}>
          {text.state}
        </th>
        <th scope="col">{text.cluster}</th>
        <th scope="col" className={css('release-column')}>
          {text.release}
        </th>
        <th scope="col" className={css('created-column')}>
          {text.created}
        </th>
        <th scope="col" className={css('actions-column')}>
          <span className="only-heard">{text.actions}</span>
        </th>
      </tr>
    </thead>
  );
}

type Frame = { readonly current: HTMLDivElement | null };

/** What of a list is in sight, in px; looked at again when its size changes, or when `look` is called. */
function useView(frame: Frame) {
  const [view, setView] = useState({ top: 0, height: 400 });
  const look = useCallback((): void => {
    const element = frame.current;
    if (element !== null) setView({ top: element.scrollTop, height: element.clientHeight });
  }, [frame]);
  useLayoutEffect(() => {
    if (frame.current === null) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame, look]);
  return { view, look };
}

/** A row that was out of sight is drawn, and takes the focus, only once the list is scrolled to it. */
function useAwaitedRow(frame: Frame) {
  const awaited = useRef<string | null>(null);
  useLayoutEffect(() => {
    const row = frame.current?.querySelector<HTMLElement>(`[data-cluster="${awaited.current}"]`);
    if (!row) return;
    awaited.current = null;
    row.focus();
  });
  return awaited;
}

function Gap({ height }: { readonly height: number }) {
  const cell = useRef<HTMLTableCellElement>(null);
  // By script and not as an attribute: the window's policy permits no inline styles.
  useLayoutEffect(() => {
    if (cell.current !== null) cell.current.style.height = `${height}px`;
  }, [height]);
  return (
    <tr>
      <td ref={cell} colSpan={5} className={css('gap')} />
    </tr>
  );
}

function intoSight(frame: HTMLElement | null, index: number): void {
  if (frame === null) return;
  const top = index * rowHeight;
  const space = frame.clientHeight - 32 - rowHeight;
  if (top < frame.scrollTop) frame.scrollTop = top;
  else if (top > frame.scrollTop + space) frame.scrollTop = top - space;
}

/** Lets AWS describe what is in sight, once the scrolling has come to rest. */
function useDescribed(drawn: readonly ClusterSummary[]): void {
  const sight = drawn.map(({ id, state }) => `${id} ${state}`).join();
  const latest = useRef(drawn);
  latest.current = drawn;
  const before = useClusters((all) => all.before);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sight has changed, or a refresh left nothing known of it.
  useEffect(() => {
    const rest = setTimeout(() => describeInSight(latest.current), 150);
    return () => clearTimeout(rest);
  }, [sight, before]);
  useEffect(() => () => describeInSight([]), []);
}
