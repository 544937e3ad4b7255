import { Plus } from 'lucide-react';
import { shownState } from '../../../shared/model/shown-state';
import type { TunnelStateName } from '../../../shared/model/tunnel-state';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { PageHeader } from '../../components/page-header';
import { useApp } from '../../state/app-store';
import { editNew } from '../../state/editor';
import { useFacts, useProfile, useText } from '../../state/facts';
import { type Facts, reachOf, viewOf } from '../../state/fold';
import { ImportMenu } from '../imports/import-menu';
import { EmptyState } from './empty-state';
import { ExportButton } from './export-button';
import { TunnelDetail } from './tunnel-detail';
import { TunnelList } from './tunnel-list';
import sheet from './tunnels-page.module.css';

const css = classes(sheet);

/** The list of tunnels and, under it, the one that is chosen. */
export function TunnelsPage() {
  const text = useText();
  const profiles = useFacts((facts) => facts.profiles);
  const selected = useProfile(useApp((state) => state.selected));
  const connected = useFacts((facts) => count(facts, ['up', 'suspect']));
  const attention = useFacts((facts) => count(facts, ['blocked']));
  if (profiles.length === 0) {
    return (
      <>
        <PageHeader title={text.list.title} />
        <EmptyState />
      </>
    );
  }
  const summary = text.list.summary(profiles.length, connected, attention);
  return (
    <>
      <PageHeader title={text.list.title} sub={summary}>
        {selected && <ExportButton profile={selected} />}
        <ImportMenu />
        <Button look="primary" icon={Plus} onClick={editNew}>
          {text.list.newTunnel}
        </Button>
      </PageHeader>
      <div className={css('content')}>
        <TunnelList profiles={profiles} selected={selected?.id ?? null} />
        {selected && <TunnelDetail key={selected.id} profile={selected} />}
      </div>
    </>
  );
}

function count(facts: Facts, states: readonly TunnelStateName[]): number {
  return facts.profiles.filter((profile) =>
    states.includes(shownState(viewOf(facts, profile.id).state, reachOf(facts, profile))),
  ).length;
}
