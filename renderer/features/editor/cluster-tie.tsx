import { Boxes, Unlink } from 'lucide-react';
import type { MouseEvent } from 'react';
import { ruleText } from '../../../shared/model/cluster-rule';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import type { Editing } from '../../state/editor';
import { changeWay } from '../../state/editor-form';
import { useText } from '../../state/facts';
import sheet from './cluster-tie.module.css';

const css = classes(sheet);

/** The cluster the tunnel is for, which is chosen on the clusters' page and let go here. */
export function ClusterTie({ editing }: { readonly editing: Editing }) {
  const { ways, clusters } = useText();
  const { cluster } = editing.values.way;
  if (cluster === null) return null;
  const { rule, last, region } = cluster;
  const untie = ({ currentTarget }: MouseEvent<HTMLButtonElement>): void => {
    // The button goes with the tie: the focus goes to what can be changed from now on.
    currentTarget.form?.querySelector<HTMLElement>('[data-field=host]')?.focus();
    changeWay({ cluster: null });
  };
  return (
    <div className={css('tie')}>
      <Boxes aria-hidden="true" className={css('icon')} />
      <p className={css('words')}>
        {ways.tied(last?.name ?? ruleText(rule))}
        <span className={css('how')}>
          {[clusters.follows[rule.by], ...(last === null ? [] : [last.id]), region].join(' · ')}
        </span>
      </p>
      <Button size="small" icon={Unlink} onClick={untie}>
        {ways.untie}
      </Button>
    </div>
  );
}
