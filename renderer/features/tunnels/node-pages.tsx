import { ChevronRight, RefreshCw } from 'lucide-react';
import { useId, useState } from 'react';
import type { ProfileView } from '../../../shared/model/profile-view';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { useLanguage, useText } from '../../state/facts';
import { checkNodePages, readNodePages, stopNodePages, useNodePages } from '../../state/node-pages';
import { PageRow } from './page-row';
import sheet from './pages-tab.module.css';

const css = classes(sheet);

interface NodePagesProps {
  readonly profile: ProfileView;
  readonly up: boolean;
}

/** The pages of the cluster's nodes, which are many: shown, and asked for, when a person wants to. */
export function NodePages({ profile, up }: NodePagesProps) {
  const { clusterPages: text } = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  const last = profile.cluster?.last;
  const known = useNodePages((all) => all[profile.id]);
  if (!last) return null;
  const current = known?.clusterId === last.id ? known : undefined;
  const toggle = (): void => {
    setOpen(!open);
    if (!open && current === undefined) void readNodePages(profile, up);
  };
  return (
    <section className={css('nodes')}>
      <div className={css('head')}>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          className={css('fold')}
          onClick={toggle}
        >
          <ChevronRight aria-hidden="true" className={css('chevron', open && 'turned')} />
          {text.title}
        </button>
        {open && <NodePagesButton profile={profile} up={up} busy={current?.jobId != null} />}
      </div>
      {open && (
        <div id={id}>
          {current?.failure && <NodePagesFailure profileId={profile.id} />}
          {current?.jobId != null && current.pages.length === 0 && (
            <p className={css('note')}>{text.reading}</p>
          )}
          {current?.jobId === null && current.pages.length === 0 && current.failure === null && (
            <p className={css('note')}>{text.none}</p>
          )}
          {current !== undefined && current.pages.length > 0 && (
            <ul aria-label={text.title} className={css('list')}>
              {current.pages.map((page) => (
                <PageRow key={page.url} page={page} profile={profile} up={up} />
              ))}
            </ul>
          )}
          {current !== undefined && current.more > 0 && (
            <p className={css('note')}>{text.more(current.more)}</p>
          )}
        </div>
      )}
    </section>
  );
}

function NodePagesButton({ profile, up, busy }: NodePagesProps & { readonly busy: boolean }) {
  const { clusterPages: text, pages, editor } = useText();
  if (busy) {
    return (
      <Button size="small" onClick={() => stopNodePages(profile.id)}>
        {editor.cancel}
      </Button>
    );
  }
  return (
    <Button
      size="small"
      icon={RefreshCw}
      disabled={!up}
      title={up ? undefined : pages.idle}
      onClick={() => void checkNodePages(profile.id)}
    >
      {text.check}
    </Button>
  );
}

function NodePagesFailure({ profileId }: { readonly profileId: string }) {
  const language = useLanguage();
  const failure = useNodePages((all) => all[profileId]?.failure ?? null);
  if (failure === null) return null;
  const { what, cause, next } = failureWords(failure, language);
  return (
    <div className={css('why')} role="alert">
      <p className={css('what')}>{what}</p>
      <p>{cause}</p>
      <p className={css('next')}>{next}</p>
    </div>
  );
}
