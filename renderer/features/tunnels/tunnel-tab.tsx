import type { ProfileView } from '../../../shared/model/profile-view';
import type { Reach } from '../../../shared/model/reach';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { ConnectionsTab } from './connections-tab';
import { PagesTab } from './pages-tab';
import { TunnelLog } from './tunnel-log';
import { UseIt } from './use-it';

export type TabKey = 'pages' | 'connections' | 'use' | 'log';

interface TunnelTabProps {
  readonly tab: TabKey;
  readonly profile: ProfileView;
  readonly state: TunnelState;
  readonly reach: Reach;
}

/** What the chosen tab tells of a tunnel: its pages, what goes through it, how to use it, its log. */
export function TunnelTab({ tab, profile, state, reach }: TunnelTabProps) {
  switch (tab) {
    case 'pages':
      return <PagesTab profile={profile} state={state} reach={reach} />;
    case 'connections':
      return <ConnectionsTab profileId={profile.id} state={state} />;
    case 'use':
      return <UseIt profile={profile} />;
    case 'log':
      return <TunnelLog profileId={profile.id} />;
  }
}
