import { Play, Square } from 'lucide-react';
import { type KeyboardEvent, memo, useId } from 'react';
import { toneOf, tunnelActions } from '../../../shared/model/actions';
import type { ProfileView } from '../../../shared/model/profile-view';
import { pagesTrouble, shownState } from '../../../shared/model/shown-state';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { StatePill } from '../../components/state-pill';
import { select } from '../../state/app-store';
import { useNow } from '../../state/clock';
import { removeTunnel, toggleTunnel } from '../../state/commands';
import { editProfile } from '../../state/editor';
import { useAsking, useReach, useText, useTunnel } from '../../state/facts';
import { ClusterCell } from './cluster-cell';
import { subLine, ticks } from './describe';
import { RowMenu } from './row-menu';
import { TrafficCell } from './traffic-cell';
import sheet from './tunnel-list.module.css';

const css = classes(sheet);

interface TunnelRowProps {
  readonly profile: ProfileView;
  /** Whether there is nowhere further up or down to move it. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly selected: boolean;
  readonly inTabOrder: boolean;
  readonly dragged: boolean;
  /** The edge at which a dragged row would land, if at this one. */
  readonly landing: 'above' | 'below' | null;
  /** Whether any tunnel of the list is tied to a cluster. */
  readonly withCluster: boolean;
}

/** One tunnel: its state, names and traffic, and the button that starts or stops it. */
export const TunnelRow = memo(function TunnelRow({
  profile,
  isFirst,
  isLast,
  selected,
  inTabOrder,
  dragged,
  landing,
  withCluster,
}: TunnelRowProps) {
  const text = useText();
  const { state, traffic } = useTunnel(profile.id);
  const now = useNow(ticks(state));
  const nameId = useId();
  const actions = tunnelActions(state);
  const reach = useReach(profile);
  const unreached = pagesTrouble(state, reach);
  const shown = shownState(state, reach);
  const asking = useAsking(profile.id);
  const sub =
    unreached === null ? subLine(state, text, now.wall, asking) : text.reasons[unreached.code];
  const { host, user } = profile.bastion;

  const act = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const run = {
      Enter: () => actions.edit && editProfile(profile),
      ' ': () => void toggleTunnel(profile.id),
      Delete: () => void removeTunnel(profile),
    }[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };

  return (
    <tr
      aria-selected={selected}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      draggable
      tabIndex={inTabOrder ? 0 : -1}
      data-profile={profile.id}
      className={css('row', selected && 'selected', dragged && 'dragged', landing)}
      onClick={() => select(profile.id)}
      onDoubleClick={() => actions.edit && editProfile(profile)}
      onKeyDown={act}
    >
      <td>
        <StatePill state={shown} tone={toneOf(shown)} word={text.states[shown]} />
      </td>
      <td>
        <span id={nameId} className={css('first')} title={profile.name}>
          {profile.name}
        </span>
        <span className={css('second', shown === 'blocked' && 'trouble')} title={sub}>
          {sub}
        </span>
      </td>
      <td className={css('port')}>
        <span className={css('first')}>{profile.localPort}</span>
        <span className={css('second')} title={text.ways.kinds[profile.kind]}>
          {text.ways.short[profile.kind]}
        </span>
      </td>
      <td className={css('bastion-cell')}>
        <span className={css('first')} title={host}>
          {host}
        </span>
        <span className={css('second')} title={user}>
          {user}
        </span>
      </td>
      {withCluster && (
        <td className={css('cluster-cell')}>
          <ClusterCell profile={profile} />
        </td>
      )}
      <td className={css('traffic-cell')} title={text.list.trafficTitle}>
        <TrafficCell profileId={profile.id} state={state} traffic={traffic} now={now.steady} />
      </td>
      <td>
        <div className={css('actions')}>
          <Button
            size="small"
            icon={actions.stop || state.state === 'stopping' ? Square : Play}
            busy={!actions.start && !actions.stop}
            aria-describedby={nameId}
            tabIndex={inTabOrder ? 0 : -1}
            onClick={() => void toggleTunnel(profile.id)}
          >
            {actions.start ? text.list.start : text.list.stop}
          </Button>
          <RowMenu
            profile={profile}
            actions={actions}
            isFirst={isFirst}
            isLast={isLast}
            inTabOrder={inTabOrder}
          />
        </div>
      </td>
    </tr>
  );
});
