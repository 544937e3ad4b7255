import { Check, CircleStop, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { StateTone } from '../../../shared/model/actions';
import type { ClusterState } from '../../../shared/model/cluster';
import { Pill } from '../../components/state-pill';
import { useText } from '../../state/facts';

interface Look {
  readonly icon: LucideIcon;
  readonly tone: StateTone;
  readonly turning?: boolean;
}

const coming: Look = { icon: LoaderCircle, tone: 'warn', turning: true };
const there: Look = { icon: Check, tone: 'ok' };

const looks: Readonly<Record<ClusterState, Look>> = {
  STARTING: coming,
  BOOTSTRAPPING: coming,
  RUNNING: there,
  WAITING: there,
  TERMINATING: { icon: LoaderCircle, tone: 'off', turning: true },
  TERMINATED: { icon: CircleStop, tone: 'off' },
  TERMINATED_WITH_ERRORS: { icon: CircleX, tone: 'bad' },
};

/** A cluster's state, in EMR's own words. */
export function ClusterPill({ state }: { readonly state: ClusterState }) {
  const { clusters } = useText();
  return <Pill {...looks[state]} word={clusters.states[state]} />;
}
