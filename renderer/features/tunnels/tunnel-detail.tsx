import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { tunnelActions } from '../../../shared/model/actions';
import type { ProfileView } from '../../../shared/model/profile-view';
import { pagesTrouble } from '../../../shared/model/shown-state';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { ErrorBoundary } from '../../components/error-boundary';
import { Tabs } from '../../components/tabs';
import { removeTunnel } from '../../state/commands';
import { editProfile } from '../../state/editor';
import { useReach, useText, useTunnel } from '../../state/facts';
import { TroublePanel, TunnelTab } from './late-parts';
import sheet from './tunnel-detail.module.css';
import { TunnelPicture } from './tunnel-picture';
import type { TabKey } from './tunnel-tab';

const css = classes(sheet);

/** The chosen tunnel: its way as a picture, what is wrong with it, its pages, how to use it, its log. */
export function TunnelDetail({ profile }: { readonly profile: ProfileView }) {
  const text = useText();
  const [tab, setTab] = useState<TabKey>('pages');
  const { state, traffic } = useTunnel(profile.id);
  const reach = useReach(profile);
  const unreached = pagesTrouble(state, reach);
  const actions = tunnelActions(state);
  const tabs = [
    { key: 'pages', label: text.tabs.pages },
    { key: 'connections', label: text.tabs.connections },
    { key: 'use', label: text.tabs.use },
    { key: 'log', label: text.tabs.log },
  ] as const;
  return (
    <section aria-label={profile.name} className={css('detail')}>
      <header className={css('header')}>
        <h2 className={css('name')} title={profile.name}>
          {profile.name}
        </h2>
        <Button
          size="small"
          icon={Pencil}
          disabled={!actions.edit}
          title={actions.edit ? undefined : text.list.stopFirst}
          onClick={() => editProfile(profile)}
        >
          {text.list.edit}
        </Button>
        <Button
          size="small"
          look="quiet"
          icon={Trash2}
          disabled={!actions.remove}
          title={actions.remove ? undefined : text.list.stopFirst}
          onClick={() => void removeTunnel(profile)}
        >
          {text.list.remove}
        </Button>
      </header>
      <TunnelPicture profile={profile} state={state} traffic={traffic} reach={reach} />
      {(state.state === 'blocked' || state.state === 'reconnecting') && (
        <TroublePanel
          profile={profile}
          cause={state.cause}
          kind={state.state === 'blocked' ? 'blocked' : 'waiting'}
        />
      )}
      {unreached !== null && <TroublePanel profile={profile} cause={unreached} kind="pages" />}
      <Tabs label={text.tabs.label} tabs={tabs} chosen={tab} onChoose={setTab}>
        <ErrorBoundary key={tab} words={text.errors}>
          <TunnelTab tab={tab} profile={profile} state={state} reach={reach} />
        </ErrorBoundary>
      </Tabs>
    </section>
  );
}
