import { Waypoints } from 'lucide-react';
import { type KeyboardEvent, memo, useId } from 'react';
import type { ClusterSummary } from '../../../shared/model/cluster';
import { isEnding } from '../../../shared/model/cluster-states';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { formatDuration } from '../../format';
import { selectCluster, useBrief } from '../../state/clusters';
import { useFacts, useText } from '../../state/facts';
import sheet from './cluster-list.module.css';
import { ClusterPill } from './cluster-pill';

const css = classes(sheet);

interface ClusterRowProps {
  readonly cluster: ClusterSummary;
  readonly index: number;
  readonly selected: boolean;
  readonly onUse: () => void;
}

/** One cluster: state, name, release and age, and the button that makes a tunnel of it. */
export const ClusterRow = memo(
  function ClusterRow({ cluster, index, selected, onUse }: ClusterRowProps) {
    const { clusters: text, time } = useText();
    const nameId = useId();
    const { id, name, state, created } = cluster;
    const brief = useBrief(id);
    const users = useFacts((facts) =>
      facts.profiles
        .filter((profile) => profile.cluster?.last?.id === id)
        .map((profile) => profile.name)
        .join(', '),
    );
    const age =
      created === null ? '' : text.ago(formatDuration(Date.now() - Date.parse(created), time));
    const over = isEnding(state);
    const act = (event: KeyboardEvent): void => {
      if (event.target !== event.currentTarget || event.key !== 'Enter' || over) return;
      event.preventDefault();
      onUse();
    };
    const applications = brief?.applications.map((one) => one.name).join(', ');
    return (
      <tr
        aria-selected={selected}
        aria-rowindex={index}
        tabIndex={selected ? 0 : -1}
        data-cluster={id}
        className={css('row', selected && 'selected')}
        onClick={() => selectCluster(id)}
        onDoubleClick={() => !over && onUse()}
        onKeyDown={act}
      >
        <td>
          <ClusterPill state={state} />
        </td>
        <td>
          <span id={nameId} className={css('first')} title={name}>
            {name}
          </span>
          <span className={css('second')} title={users === '' ? id : text.usedBy(users)}>
            <span className="mono">{id}</span>
            {users !== '' && ` · ${text.usedBy(users)}`}
          </span>
        </td>
        <td>
          <span className={css('first')}>{brief === undefined ? '…' : (brief.release ?? '–')}</span>
          <span className={css('second')} title={applications}>
            {applications ?? ' '}
          </span>
        </td>
        <td className={css('created-cell')} title={created ?? undefined}>
          <span className={css('first')}>{age}</span>
        </td>
        <td>
          <div className={css('actions')}>
            <Button
              size="small"
              icon={Waypoints}
              disabled={over}
              title={over ? text.cannotUse : text.use}
              aria-describedby={nameId}
              tabIndex={selected ? 0 : -1}
              onClick={onUse}
            >
              {text.useShort}
            </Button>
          </div>
        </td>
      </tr>
    );
  },
  (one, other) =>
    one.cluster === other.cluster && one.selected === other.selected && one.index === other.index,
);
