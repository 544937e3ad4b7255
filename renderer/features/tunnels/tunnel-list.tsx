import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { ProfileView } from '../../../shared/model/profile-view';
import { classes } from '../../components/classes';
import { select } from '../../state/app-store';
import { useEditor } from '../../state/editor';
import { useText } from '../../state/facts';
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
  const { list, clusters } = useText();
  const body = useRef<HTMLTableSectionElement>(null);
  useFocusOnChosen(body, selected);

  const move = (event: KeyboardEvent): void => {
    const at = profiles.findIndex((profile) => profile.id === selected);
    const last = profiles.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    const next = to === undefined ? undefined : profiles[Math.min(Math.max(to, 0), last)];
    if (next === undefined) return;
    event.preventDefault();
    select(next.id);
    body.current?.querySelector<HTMLElement>(`[data-profile="${next.id}"]`)?.focus();
  };

  const withCluster = profiles.some(({ cluster }) => cluster !== null);
  const columns = [
    { key: 'state', label: list.state },
    { key: 'name', label: list.tunnel },
    { key: 'port', label: list.localPort },
    { key: 'bastion', label: list.bastion },
    ...(withCluster ? [{ key: 'cluster', label: clusters.column } as const] : []),
    { key: 'traffic', label: list.traffic },
  ] as const;
  return (
    <div className={css('frame')}>
      <table
        role={gridRole}
        aria-label={list.title}
        className={css('list', withCluster && 'with-cluster')}
        onKeyDown={move}
      >
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
        <tbody ref={body}>
          {profiles.map((profile) => (
            <TunnelRow
              key={profile.id}
              profile={profile}
              selected={profile.id === selected}
              withCluster={withCluster}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/**
 * Gives the focus to the chosen row when what had it is gone: a deleted row, the editor, a notice.
 * A window that has just opened keeps its hands off.
 */
function useFocusOnChosen(
  body: { readonly current: HTMLTableSectionElement | null },
  selected: string | null,
): void {
  const first = useRef(selected);
  useEffect(() => {
    const opening = first.current === selected && useEditor.getState().closed === 0;
    if (opening || document.activeElement !== document.body) return;
    body.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, [body, selected]);
}
