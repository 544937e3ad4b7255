import { FileKey, Pencil, RotateCcw, TriangleAlert } from 'lucide-react';
import type { Failure, FailureOf } from '../../../shared/model/failure';
import type { ProfileView } from '../../../shared/model/profile-view';
import { failureWords } from '../../../shared/text/failures';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { startTunnel } from '../../state/commands';
import { chooseKey, editProfile } from '../../state/editor';
import { useLanguage, useText } from '../../state/facts';
import { keyMayHelp } from './describe';
import sheet from './trouble-panel.module.css';

const css = classes(sheet);

interface TroublePanelProps {
  readonly profile: ProfileView;
  readonly cause: Failure;
  /** Culvert tries again by itself: nothing is asked of the person. */
  readonly waiting: boolean;
}

/** What is wrong, why, and the next step, where the person looks already. */
export function TroublePanel({ profile, cause, waiting }: TroublePanelProps) {
  const text = useText();
  const words = failureWords(cause, useLanguage());
  const withKey = profile.authentication === 'key-file' && keyMayHelp(cause);
  return (
    <section aria-label={words.what} className={css('panel', waiting ? 'waiting' : 'blocked')}>
      <TriangleAlert aria-hidden="true" className={css('icon')} />
      <div className={css('words')}>
        <h3 className={css('what')}>{words.what}</h3>
        <p>{cause.code === 'host-key-changed' ? text.trouble.changedCause : words.cause}</p>
        <p className={css('next')}>{waiting ? text.trouble.nextTry : words.next}</p>
        {cause.code === 'host-key-changed' && <Fingerprints cause={cause} />}
      </div>
      {!waiting && (
        <div className={css('actions')}>
          <Button size="small" icon={RotateCcw} onClick={() => void startTunnel(profile.id)}>
            {text.trouble.tryAgain}
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
              {text.editor.chooseKey}
            </Button>
          ) : (
            <Button size="small" icon={Pencil} onClick={() => editProfile(profile)}>
              {text.trouble.edit}
            </Button>
          )}
        </div>
      )}
    </section>
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
