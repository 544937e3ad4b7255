import { ruleText } from '../../../shared/model/cluster-binding';
import type { ProfileView } from '../../../shared/model/profile-view';
import { classes } from '../../components/classes';
import { useText } from '../../state/facts';
import sheet from './tunnel-list.module.css';

const css = classes(sheet);

/** The cluster a tunnel is for, and how it follows it; empty for a tunnel that is tied to none. */
export function ClusterCell({ profile }: { readonly profile: ProfileView }) {
  const { clusters } = useText();
  const { cluster } = profile;
  if (cluster === null) return <span className={css('second')}>–</span>;
  const { rule, last, region } = cluster;
  const name = last?.name ?? (rule.by === 'id' ? rule.id : clusters.newest(ruleText(rule)));
  const how = `${clusters.follows[rule.by]} · ${region}`;
  return (
    <>
      <span className={css('first')} title={last === null ? name : `${name} (${last.id})`}>
        {name}
      </span>
      <span className={css('second')} title={how}>
        {how}
      </span>
    </>
  );
}
