import { Waypoints } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ClusterDetail, ClusterSummary } from '../../../shared/model/cluster';
import { isEnding } from '../../../shared/model/cluster-states';
import type { Failure } from '../../../shared/model/failure';
import { failureLine } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Tabs } from '../../components/tabs';
import { readDetail, startUsing, useDetail } from '../../state/clusters';
import { useLanguage, useText } from '../../state/facts';
import sheet from './cluster-detail.module.css';
import { ClusterFacts, ClusterMachines, ClusterPages } from './cluster-detail-tabs';
import { ClusterPill } from './cluster-pill';

const css = classes(sheet);

type TabKey = 'facts' | 'nodes' | 'pages';

/** The chosen cluster: what it is made of, its machines, and the pages it should be serving. */
export function ClusterDetailPanel({ cluster }: { readonly cluster: ClusterSummary }) {
  const { clusters: text } = useText();
  const language = useLanguage();
  const [tab, setTab] = useState<TabKey>('facts');
  const [failure, setFailure] = useState<Failure | null>(null);
  const detail = useDetail(cluster.id);
  useEffect(() => {
    // Arrow keys pass over many rows: only one that is stayed at is read.
    const rest = setTimeout(() => void readDetail(cluster).then(setFailure), 250);
    return () => clearTimeout(rest);
  }, [cluster]);
  const over = isEnding(cluster.state);
  const tabs = [
    { key: 'facts', label: text.detail.facts },
    { key: 'nodes', label: text.detail.nodes },
    { key: 'pages', label: text.detail.pages },
  ] as const;
  return (
    <section aria-label={cluster.name} className={css('detail')}>
      <header className={css('header')}>
        <h2 className={css('name')} title={cluster.name}>
          {cluster.name}
        </h2>
        <ClusterPill state={cluster.state} />
        <span className={css('gap')} />
        <Button
          size="small"
          look="primary"
          icon={Waypoints}
          disabled={over}
          title={over ? text.cannotUse : undefined}
          onClick={() => startUsing(cluster)}
        >
          {text.use}
        </Button>
      </header>
      <Tabs label={text.detail.label} tabs={tabs} chosen={tab} onChoose={setTab}>
        <div className={css('body')}>
          {failure !== null && <p className={css('failure')}>{failureLine(failure, language)}</p>}
          {detail === undefined ? (
            failure === null && <p className={css('dim')}>{text.detail.reading}</p>
          ) : (
            <TabBody tab={tab} detail={detail} />
          )}
        </div>
      </Tabs>
    </section>
  );
}

function TabBody({ tab, detail }: { readonly tab: TabKey; readonly detail: ClusterDetail }) {
  const { clusters: text } = useText();
  return (
    <>
      {detail.denied.length > 0 && (
        <p className={css('denied')}>{text.detail.denied(detail.denied.join(', '))}</p>
      )}
      {tab === 'facts' && <ClusterFacts detail={detail} />}
      {tab === 'nodes' && <ClusterMachines detail={detail} />}
      {tab === 'pages' && <ClusterPages detail={detail} />}
    </>
  );
}
