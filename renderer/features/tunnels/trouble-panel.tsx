import { ClipboardList, FileKey, Pencil, RotateCcw, TriangleAlert } from 'lucide-react';
import type { Failure, FailureOf } from '../../../shared/model/failure';
import type { ProfileView } from '../../../shared/model/profile-view';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { checkReach, copyReport, startTunnel } from '../../state/commands';
import { editProfile } from '../../state/editor';
import { chooseKey } from '../../state/editor-form';
import { useLanguage, useText } from '../../state/facts';
import { keyMayHelp } from './describe';
import { ToDoctor } from './to-doctor';
import sheet from './trouble-panel.module.css';

const css = classes(sheet);

interface TroublePanelProps {
  readonly profile: ProfileView;
  readonly cause: Failure;
  /**
   * What the trouble asks of the person: to act, nothing because Culvert tries again by itself, or
   * to mend what is behind the bastion, as the tunnel is up and no page answers.
   */
  readonly kind: 'blocked' | 'waiting' | 'pages';
}

/** What is wrong, why, and the next step, where the person looks already. */
export function TroublePanel({ profile, cause, kind }: TroublePanelProps) {
  const { trouble } = useText();
  const words = failureWords(cause, useLanguage());
  const why = cause.code === 'host-key-changed' ? trouble.changedCause : words.cause;
  return (
    <section
      aria-label={words.what}
      className={css('panel', kind === 'waiting' ? 'waiting' : 'blocked')}
    >
      <TriangleAlert aria-hidden="true" className={css('icon')} />
      <div className={css('words')}>
        <h3 className={css('what')}>{words.what}</h3>
        <p>{kind === 'pages' ? `${trouble.sshFine} ${why}` : why}</p>
        <p className={css('next')}>
          {kind === 'waiting' && !cause.code.startsWith('cluster-') ? trouble.nextTry : words.next}
        </p>
        {cause.code === 'host-key-changed' && <Fingerprints cause={cause} />}
      </div>
      <div className={css('actions')}>
        <ToDoctor profileId={profile.id} cause={cause} />
        <Remedies profile={profile} cause={cause} kind={kind} />
        <Button size="small" icon={ClipboardList} onClick={() => void copyReport(profile.id)}>
          {trouble.report}
        </Button>
      </div>
    </section>
  );
}

function Remedies({ profile, cause, kind }: TroublePanelProps) {
  const { trouble, editor } = useText();
  if (kind === 'waiting') return null;
  if (kind === 'pages') {
    return (
      <Button size="small" icon={RotateCcw} onClick={() => void checkReach(profile.id)}>
        {trouble.checkAgain}
      </Button>
    );
  }
  const withKey = profile.authentication === 'key-file' && keyMayHelp(cause);
  return (
    <>
      <Button size="small" icon={RotateCcw} onClick={() => void startTunnel(profile.id)}>
        {trouble.tryAgain}
      </Button>
      {withKey ? (
        <Button
          size="small"
          icon={FileKey}
          onClick={() => {
            editProfile(profile);
            void chooseKey();
          }}
        >
          {editor.chooseKey}
        </Button>
      ) : (
        <Button size="small" icon={Pencil} onClick={() => editProfile(profile)}>
          {trouble.edit}
        </Button>
      )}
    </>
  );
}

/** Both keys in full, one under the other, so that they can be compared letter by letter. */
function Fingerprints({ cause }: { readonly cause: FailureOf<'host-key-changed'> }) {
  const { trouble } = useText();
  const rows = [
    ...cause.known.map((known) => ({
      ...known,
      label: trouble.known,
      key: `${known.source} ${known.fingerprint}`,
    })),
    { ...cause, label: trouble.presented, key: 'presented', source: '' },
  ];
  return (
    <dl className={css('keys')}>
      {rows.map(({ key, label, type, fingerprint, source }) => (
        <div key={key} className={css('key')}>
          <dt>{label}</dt>
          <dd className={css('fingerprint')}>
            {fingerprint} <span className={css('of')}>{[type, source].join(' ').trim()}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
