import type { Traffic, TunnelState } from '../../../shared/model/tunnel-state';
import { classes } from '../../components/classes';
import { Sparkline } from '../../components/sparkline';
import { formatRate } from '../../format';
import { useFacts, useText } from '../../state/facts';
import { currentRate, emptyHistory, rateSeries } from '../../state/traffic';
import { ticks } from './describe';
import sheet from './tunnel-list.module.css';

const css = classes(sheet);

interface TrafficCellProps {
  readonly profileId: string;
  readonly state: TunnelState;
  readonly traffic: Traffic;
  /** Milliseconds of the steady clock. */
  readonly now: number;
}

/** The last minute as a line, the rate each way, and requests that wait. */
export function TrafficCell({ profileId, state, traffic, now }: TrafficCellProps) {
  const { list } = useText();
  const history = useFacts((facts) => facts.traffic[profileId]) ?? emptyHistory;
  if (!ticks(state)) return null;
  const rate = currentRate(history, now);
  return (
    <div className={css('traffic')}>
      <Sparkline values={rateSeries(history, now)} live={state.state !== 'reconnecting'} />
      <span className={css('rates')}>
        {traffic.held > 0 ? (
          <span title={list.heldTitle}>{list.held(traffic.held)}</span>
        ) : (
          <>
            <span>↓ {formatRate(rate.down)}</span>
            <span>↑ {formatRate(rate.up)}</span>
          </>
        )}
      </span>
    </div>
  );
}
