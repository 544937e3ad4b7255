import { Fragment, type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { ProfileView } from '../../../shared/model/profile-view';
import { endsOf, sectionsOf } from '../../../shared/model/tunnel-groups';
import { classes } from '../../components/classes';
import { select } from '../../state/app-store';
import { useEditor } from '../../state/editor';
import { useText } from '../../state/facts';
import { stepTunnel, useClosedGroups } from '../../state/groups';
import { GroupRow } from './group-row';
import { useRowDrag } from './row-drag';
import sheet from './tunnel-list.module.css';
import { TunnelRow } from './tunnel-row';

const css = classes(sheet);

/** ARIA's grid pattern on a table: its rows are chosen with the arrow keys, not only read. */
const gridRole = 'grid';

interface TunnelListProps {
  readonly profiles: readonly ProfileView[];
  readonly selected: string | null;
}

/** All tunnels, one a row. One row is in the tab order; arrows move between rows. */
export function TunnelList({ profiles, selected }: TunnelListProps) {
  const { list } = useText();
  const body = useRef<HTMLTableSectionElement>(null);
  useFocusOnChosen(body, selected, profiles.length);

  const sections = useMemo(() => sectionsOf(profiles), [profiles]);
  const ends = endsOf(sections);
  const closed = useClosedGroups((state) => state.closed);
  const isClosed = (group: string | null): boolean => group !== null && closed.includes(group);
  const shown = sections.flatMap(({ group, items }) => (isClosed(group) ? [] : items));
  // One row is always in the tab order, also when the chosen one is in a group that is closed.
  const inTabOrder = shown.some(({ id }) => id === selected) ? selected : (shown[0]?.id ?? null);
  const { handlers, landing, dragged } = useRowDrag(profiles);

  const follow = useFocusThatMoves(body, profiles);

  /** Moves the chosen row itself. */
  const carry = (event: KeyboardEvent, id: string): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    follow.current = id;
    void stepTunnel(id, by === 1 ? 1 : -1);
  };

  const move = (event: KeyboardEvent): void => {
    const onRow = event.target instanceof HTMLElement && event.target.matches('[data-profile]');
    if (event.altKey && onRow && selected !== null) {
      carry(event, selected);
      return;
    }
    const at = shown.findIndex((profile) => profile.id === selected);
    const last = shown.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    const next = to === undefined ? undefined : shown[Math.min(Math.max(to, 0), last)];
    if (next === undefined) return;
    event.preventDefault();
    select(next.id);
    body.current?.querySelector<HTMLElement>(`[data-profile="${next.id}"]`)?.focus();
  };

  const withCluster = profiles.some(({ cluster }) => cluster !== null);
  const columns = useColumns(withCluster);
  return (
    <div className={css('frame')}>
      <table
        role={gridRole}
        aria-label={list.title}
        className={css('list', withCluster && 'with-cluster')}
        onKeyDown={move}
      >
        <Head columns={columns} />
        <tbody ref={body} {...handlers}>
          {sections.map(({ group, items }) => (
            <Fragment key={group}>
              {group !== null && (
                <GroupRow
                  group={group}
                  items={items}
                  isFirst={group === ends.groups.first}
                  isLast={group === ends.groups.last}
                  closed={isClosed(group)}
                  columns={columns.length + 1}
                  withCluster={withCluster}
                  dropHere={landing?.row === null && landing.spot.group === group}
                />
              )}
              {!isClosed(group) &&
                items.map((profile) => (
                  <TunnelRow
                    key={profile.id}
                    profile={profile}
                    isFirst={profile.id === ends.items.first}
                    isLast={profile.id === ends.items.last}
                    selected={profile.id === selected}
                    inTabOrder={profile.id === inTabOrder}
                    withCluster={withCluster}
                    dragged={profile.id === dragged}
                    landing={landing?.row === profile.id ? landing.edge : null}
                  />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The columns with a heading, in their order; the actions' comes after them. */
function useColumns(withCluster: boolean) {
  const { list, clusters } = useText();
  return [
    { key: 'state', label: list.state },
    { key: 'name', label: list.tunnel },
    { key: 'port', label: list.localPort },
    { key: 'bastion', label: list.bastion },
    ...(withCluster ? [{ key: 'cluster', label: clusters.column } as const] : []),
    { key: 'traffic', label: list.traffic },
  ] as const;
}

function Head({ columns }: { readonly columns: ReturnType<typeof useColumns> }) {
  const { list } = useText();
  return (
    <thead>
      <tr>
        {columns.map(({ key, label }) => (
          <th key={key} scope="col" className={css(`${key}-column`)} title={label}>
            {label}
          </th>
        ))}
        <th scope="col" className={css('actions-column')}>
          <span className="only-heard">{list.actions}</span>
        </th>
      </tr>
    </thead>
  );
}

/**
 * Gives the focus to the chosen row when what had it is gone: a deleted row, the editor, a notice.
 * It goes along when another row is chosen than the one it is on, as by taking back that one was
 * deleted: Delete must not mean another tunnel than the one that is shown. A window that has just
 * opened keeps its hands off.
 */
function useFocusOnChosen(
  body: { readonly current: HTMLTableSectionElement | null },
  selected: string | null,
  count: number,
): void {
  const first = useRef({ selected, count });
  useEffect(() => {
    const { activeElement } = document;
    const untouched = first.current.selected === selected && first.current.count <= count;
    const opening = untouched && useEditor.getState().closed === 0;
    const onRow = activeElement?.matches('[data-profile]') ?? false;
    if (!onRow && (opening || activeElement !== document.body)) return;
    body.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, [body, selected, count]);
}

/** Takes the focus along with a row that the keyboard has moved: a row that moves in a page loses it. */
function useFocusThatMoves(
  body: { readonly current: HTMLTableSectionElement | null },
  profiles: readonly ProfileView[],
) {
  const follow = useRef<string | null>(null);
  useLayoutEffect(() => {
    const id = profiles.find((profile) => profile.id === follow.current)?.id;
    follow.current = null;
    if (id !== undefined) {
      body.current?.querySelector<HTMLElement>(`[data-profile="${id}"]`)?.focus();
    }
  }, [body, profiles]);
  return follow;
}
