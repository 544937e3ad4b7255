import { useDeferredValue, useEffect, useMemo } from 'react';
import { classes } from '../../components/classes';
import { PageHeader } from '../../components/page-header';
import { plainFilter } from '../../state/cluster-question';
import { openClusters, useClusters } from '../../state/clusters';
import { useText } from '../../state/facts';
import { useSlowedWords } from '../../state/slowed';
import { ClusterDetailPanel } from './cluster-detail';
import { ClusterList } from './cluster-list';
import sheet from './clusters-page.module.css';
import { FilterBar } from './filter-bar';
import { FailureState, NoCluster, NoRegion, Reading, SignInDialog } from './page-states';
import { PlaceBar } from './place-bar';
import { fitting } from './shown-rows';
import { UseDialog } from './use-dialog';

const css = classes(sheet);

/** The EMR clusters of a region, and the one that is chosen. */
export function ClustersPage() {
  const { clusters: text } = useText();
  const { access, place, list, filter, failure, reading, selected, signIn, using } = useClusters();
  useEffect(() => void openClusters(), []);
  const slowed = useSlowedWords();
  const words = useDeferredValue(filter.words);
  const shown = useMemo(() => fitting(list ?? [], words), [list, words]);
  const chosen = shown.find(({ id }) => id === selected) ?? null;
  const summary =
    reading !== null
      ? reading.found > 0
        ? text.readingSome(reading.found)
        : text.reading
      : place === null || list === null
        ? ''
        : shown.length === list.length
          ? text.count(list.length, place.region)
          : text.shown(shown.length, list.length, place.region);
  const filtered = filter.words !== '' || filter.tag !== '' || filter.age !== 'any';
  const plain = filter.state === plainFilter.state && !filtered;
  return (
    <>
      <PageHeader title={text.title} sub={slowed ?? summary}>
        <PlaceBar />
      </PageHeader>
      <div className={css('content')}>
        <section className={css('panel')} aria-busy={reading !== null}>
          {failure === null && place !== null && <FilterBar />}
          {access !== null && place === null && <NoRegion />}
          {failure !== null && <FailureState failure={failure} />}
          {list === null && reading !== null && <Reading words={summary} />}
          {list !== null && shown.length > 0 && (
            <ClusterList clusters={shown} selected={selected} />
          )}
          {list !== null && shown.length === 0 && reading === null && <NoCluster plain={plain} />}
        </section>
        {chosen !== null && <ClusterDetailPanel key={chosen.id} cluster={chosen} />}
      </div>
      {signIn !== null && <SignInDialog signIn={signIn} />}
      {using !== null && <UseDialog key={using.id} cluster={using} />}
    </>
  );
}
