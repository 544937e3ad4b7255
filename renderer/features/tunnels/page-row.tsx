import { Check, ExternalLink, type LucideIcon, Minus, X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Failure } from '../../../shared/model/failure';
import type { ProfileView } from '../../../shared/model/profile-view';
import type { PageCheck, PageReach } from '../../../shared/model/reach';
import { unreachable } from '../../../shared/model/unreachable';
import { failureWords } from '../../../shared/text/failures';
import type { WindowText } from '../../../shared/text/window';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { copyText, openPage } from '../../state/commands';
import { useLanguage, useText } from '../../state/facts';
import { mayBePresigned, OpenPresigned } from './open-presigned';
import { pageName } from './page-names';
import sheet from './pages-tab.module.css';
import { ToDoctor } from './to-doctor';

const css = classes(sheet);

const copiedMs = 2_000;
const marks: Readonly<Record<PageCheck['outcome'], LucideIcon>> = {
  answering: Check,
  failed: X,
  unknown: Minus,
};

interface PageRowProps {
  readonly page: PageReach;
  readonly profile: ProfileView;
  /** Whether the tunnel is there for a browser. */
  readonly up: boolean;
}

/** One page: its name and place, what came of asking for it, and why nothing did. */
export function PageRow({ page: { url, check }, profile, up }: PageRowProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const nameId = useId();
  const whyId = useId();
  const { name, place } = pageName(url);
  const Mark = marks[check.outcome];
  const failed = check.outcome === 'failed';
  return (
    <li className={css('page')}>
      <div className={css('line')}>
        <Mark aria-hidden="true" className={css('mark', check.outcome)} />
        <span id={nameId} className={css('name')} title={name}>
          {name}
        </span>
        <code className={css('place')} title={url}>
          {place}
        </code>
        <span className={css('said', failed && 'bad')}>{saying(check, text)}</span>
        {failed ? (
          <Button
            size="small"
            aria-expanded={open}
            aria-controls={whyId}
            aria-describedby={nameId}
            onClick={() => setOpen(!open)}
          >
            {text.pages.why}
          </Button>
        ) : url.startsWith('tcp:') ? null : (
          <OpenPage profileId={profile.id} url={url} nameId={nameId} up={up} />
        )}
        {!url.startsWith('tcp:') && <CopyLink url={url} nameId={nameId} />}
      </div>
      {failed && open && (
        <Why id={whyId} cause={check.cause}>
          <ToDoctor profileId={profile.id} cause={check.cause} />
          {mayBePresigned(profile, url, check.cause) && (
            <OpenPresigned profileId={profile.id} url={url} />
          )}
        </Why>
      )}
    </li>
  );
}

/** What came of asking for a page, in a few words. */
function saying(check: PageCheck, { pages, picture, reasons, time }: WindowText): string {
  switch (check.outcome) {
    case 'answering': {
      const milliseconds = Math.round(check.milliseconds);
      return check.status === null || check.status < 400
        ? pages.answers(milliseconds)
        : pages.answersWith(check.status, milliseconds);
    }
    case 'failed': {
      const took =
        check.milliseconds < 1_000
          ? picture.milliseconds(Math.round(check.milliseconds))
          : time.seconds(Math.round(check.milliseconds / 1_000));
      return `${reasons[check.cause.code]} · ${took}`;
    }
    case 'unknown':
      return pages.unknown;
    default:
      return unreachable(check);
  }
}

interface WhyProps {
  readonly id: string;
  readonly cause: Failure;
  readonly children: ReactNode;
}

function Why({ id, cause, children }: WhyProps) {
  const words = failureWords(cause, useLanguage());
  return (
    <div id={id} className={css('why')}>
      <p className={css('what')}>{words.what}</p>
      <p>{words.cause}</p>
      <p className={css('next')}>{words.next}</p>
      {children}
    </div>
  );
}

interface OpenPageProps {
  readonly profileId: string;
  readonly url: string;
  readonly nameId: string;
  readonly up: boolean;
}

function OpenPage({ profileId, url, nameId, up }: OpenPageProps) {
  const { browser } = useText();
  const [opening, setOpening] = useState(false);
  return (
    <Button
      size="small"
      icon={ExternalLink}
      disabled={!up}
      busy={opening}
      title={up ? undefined : browser.stopped}
      aria-describedby={nameId}
      onClick={() => {
        setOpening(true);
        void openPage(profileId, url).finally(() => setOpening(false));
      }}
    >
      {opening ? browser.opening : browser.open}
    </Button>
  );
}

function CopyLink({ url, nameId }: { readonly url: string; readonly nameId: string }) {
  const { pages, use } = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      size="small"
      look="quiet"
      aria-describedby={nameId}
      onClick={() => void copyText(url).then(setCopied)}
    >
      {copied ? use.copied : pages.copyLink}
    </Button>
  );
}
