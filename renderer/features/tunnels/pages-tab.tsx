import { Globe, Plus, RefreshCw } from 'lucide-react';
import { tunnelActions } from '../../../shared/model/actions';
import type { ProfileView } from '../../../shared/model/profile-view';
import type { Reach } from '../../../shared/model/reach';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { checkReach } from '../../state/commands';
import { editProfile } from '../../state/editor';
import { useText } from '../../state/facts';
import { NodePages } from './node-pages';
import { PageRow } from './page-row';
import sheet from './pages-tab.module.css';

const css = classes(sheet);

interface PagesTabProps {
  readonly profile: ProfileView;
  readonly state: TunnelState;
  readonly reach: Reach;
}

/** The pages this tunnel is for, and which of them answer through it. */
export function PagesTab({ profile, state, reach }: PagesTabProps) {
  const { pages, ways } = useText();
  const isPlace = profile.forward !== null;
  if (reach.pages.length === 0) return <NoPages profile={profile} state={state} />;
  const up = state.state === 'up' || state.state === 'suspect';
  // On its way up it cannot be started: what happens then is what is worth saying.
  const { start } = tunnelActions(state);
  return (
    <>
      <div className={css('head')}>
        <p className={css('hint')}>
          {isPlace ? (start ? ways.idle : ways.every) : start ? pages.idle : pages.every}
        </p>
        <Button
          size="small"
          icon={RefreshCw}
          disabled={!up}
          busy={reach.checking}
          onClick={() => void checkReach(profile.id)}
        >
          {reach.checking ? pages.checking : pages.check}
        </Button>
      </div>
      <ul aria-label={isPlace ? ways.targetTitle : pages.list} className={css('list')}>
        {reach.pages.map((page) => (
          <PageRow key={page.url} page={page} profile={profile} up={up} />
        ))}
      </ul>
      <NodePages profile={profile} up={up} />
    </>
  );
}

function NoPages({ profile, state }: Pick<PagesTabProps, 'profile' | 'state'>) {
  const { pages, list } = useText();
  const { edit } = tunnelActions(state);
  return (
    <div className={css('empty')}>
      <Globe aria-hidden="true" className={css('globe')} />
      <div>
        <h3>{pages.emptyTitle}</h3>
        <p className={css('text')}>{pages.emptyText}</p>
        <div className={css('add')}>
          <Button
            size="small"
            icon={Plus}
            disabled={!edit}
            title={edit ? undefined : list.stopFirst}
            onClick={() => editProfile(profile)}
          >
            {pages.add}
          </Button>
        </div>
      </div>
    </div>
  );
}
