import { ruleText } from '../../../shared/model/cluster-rule';
import { isEnding } from '../../../shared/model/cluster-states';
import type { ProfileView } from '../../../shared/model/profile-view';
import { classes } from '../../components/classes';
import { useBoundClusters } from '../../state/bound-clusters';
import { useText } from '../../state/facts';
import sheet from './tunnel-list.module.css';

const css = classes(sheet);

/** The cluster a tunnel is for, and how it follows it; empty for a tunnel that is tied to none. */
export function ClusterCell({ profile }: { readonly profile: ProfileView }) {
  const { clusters } = useText();
  const { cluster } = profile;
  const told = useBoundClusters((state) => state[profile.id]);
  if (cluster === null) return <span className={css('second')}>–</span>;
  const { rule, last, region } = cluster;
  const now = told?.id === last?.id ? told : undefined;
  const name = last?.name ?? (rule.by === 'id' ? rule.id : clusters.newest(ruleText(rule)));
  const how =
    now === undefined
      ? `${clusters.follows[rule.by]} · ${region}`
      : [now.release, clusters.states[now.state]].filter((each) => each !== null).join(' · ');
  const over = now !== undefined && isEnding(now.state);
  return (
    <>
      <span className={css('first')} title={last === null ? name : `${name} (${last.id})`}>
        {name}
      </span>
      <span className={css('second', over && 'trouble')} title={how}>
        {how}
      </span>
    </>
  );
}
