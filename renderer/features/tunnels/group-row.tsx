import {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  Ellipsis,
  Pencil,
  Play,
  Square,
  Ungroup,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { tunnelActions } from '../../../shared/model/actions';
import type { ProfileView } from '../../../shared/model/profile-view';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { isComposing } from '../../components/composing';
import { Menu } from '../../components/menu';
import { useFacts, useText } from '../../state/facts';
import { type Facts, viewOf } from '../../state/fold';
import { nameGroup, startGroup, stepGroup, stopGroup, toggleGroup } from '../../state/groups';
import sheet from './group-row.module.css';
import listSheet from './tunnel-list.module.css';

const css = classes(sheet);
const list = classes(listSheet);

interface GroupRowProps {
  readonly group: string;
  readonly items: readonly ProfileView[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly closed: boolean;
  readonly columns: number;
  /** The column of the traffic gives way to the cluster's where there is no room. */
  readonly withCluster: boolean;
  readonly dropHere: boolean;
}

/** The heading of a group: opens and closes it, and starts or stops all in it. */
export function GroupRow({
  group,
  items,
  isFirst,
  isLast,
  closed,
  columns,
  withCluster,
  dropHere,
}: GroupRowProps) {
  const { imports } = useText();
  const words = imports.group;
  const [renaming, setRenaming] = useState(false);
  const { connected, canStart, canStop } = useFacts(
    useShallow((facts: Facts) => countOf(facts, items)),
  );
  return (
    <tr className={css('group', dropHere && 'drop')} data-group={group}>
      <th scope="rowgroup" colSpan={withCluster ? columns - 1 : columns}>
        <div className={css('line')}>
          <button
            type="button"
            aria-expanded={!closed}
            aria-label={closed ? words.open(group) : words.close(group)}
            className={css('toggle')}
            onClick={() => toggleGroup(group)}
          >
            <ChevronRight
              aria-hidden="true"
              size={15}
              className={css('arrow', !closed && 'open')}
            />
          </button>
          {renaming ? (
            <GroupName group={group} onDone={() => setRenaming(false)} />
          ) : (
            <span className={css('name')} title={group}>
              {group}
            </span>
          )}
          <span className={css('summary')}>{words.summary(items.length, connected)}</span>
          <span className={css('all')}>
            {canStop && (
              <Button
                look="quiet"
                size="small"
                icon={Square}
                aria-label={`${words.stopAll}: ${group}`}
                onClick={() => void stopGroup(group)}
              >
                {words.stopAll}
              </Button>
            )}
            {canStart && (
              <Button
                look="quiet"
                size="small"
                icon={Play}
                aria-label={`${words.startAll}: ${group}`}
                onClick={() => void startGroup(group)}
              >
                {words.startAll}
              </Button>
            )}
            <Menu
              icon={Ellipsis}
              label={words.more(group)}
              items={[
                { label: words.rename, icon: Pencil, run: () => setRenaming(true) },
                {
                  label: words.up,
                  icon: ArrowUp,
                  refused: isFirst ? imports.isFirst : null,
                  run: () => void stepGroup(group, -1),
                },
                {
                  label: words.down,
                  icon: ArrowDown,
                  refused: isLast ? imports.isLast : null,
                  run: () => void stepGroup(group, 1),
                },
                { label: words.ungroup, icon: Ungroup, run: () => void nameGroup(group, null) },
              ]}
            />
          </span>
        </div>
      </th>
      {withCluster && <td className={list('traffic-cell')} />}
    </tr>
  );
}

function countOf(facts: Facts, items: readonly ProfileView[]) {
  const states = items.map(({ id }) => viewOf(facts, id).state);
  return {
    connected: states.filter(({ state }) => state === 'up' || state === 'suspect').length,
    canStart: states.some((state) => tunnelActions(state).start),
    canStop: states.some((state) => tunnelActions(state).stop),
  };
}

/** The name while it is changed: Enter and leaving keep it, Escape does not. */
function GroupName({ group, onDone }: { readonly group: string; readonly onDone: () => void }) {
  const words = useText().imports.group;
  const input = useRef<HTMLInputElement>(null);
  const dropped = useRef(false);
  useEffect(() => input.current?.select(), []);
  return (
    <input
      ref={input}
      aria-label={words.name}
      defaultValue={group}
      maxLength={80}
      spellCheck={false}
      autoComplete="off"
      className={css('input')}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (isComposing(event)) return;
        if (event.key === 'Escape') dropped.current = true;
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
      onBlur={({ currentTarget }) => {
        onDone();
        if (!dropped.current) void nameGroup(group, currentTarget.value);
      }}
    />
  );
}
