import { Check, Copy, Download, GripVertical } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { type ExportKind, exportKindsOf } from '../../../shared/model/export';
import type { ProfileView } from '../../../shared/model/profile-view';
import { exportWords } from '../../../shared/text/exports';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Dialog } from '../../components/dialog';
import { copyExport, dragExport, saveExport } from '../../state/export-commands';
import { useFacts, useLanguage, useText } from '../../state/facts';
import sheet from './export-dialog.module.css';
import { NetworkNote } from './network-note';

const css = classes(sheet);

const momentMs = 2_000;

/** Under which heading each stands; what is not named stands under none of them. */
const groups: Readonly<Record<'extension' | 'browser' | 'terminal', readonly ExportKind[]>> = {
  extension: [
    'foxyproxy',
    'foxyproxy-proxy',
    'foxyproxy-patterns',
    'foxyproxy-legacy-json',
    'foxyproxy-xml',
    'zeroomega',
  ],
  browser: ['pac', 'firefox-policy'],
  terminal: ['shell', 'powershell', 'ssh-config'],
};

interface ExportDialogProps {
  readonly profile: ProfileView;
  readonly onClose: () => void;
}

/** Everything a tunnel can be handed over as, each with what it replaces. */
export function ExportDialog({ profile, onClose }: ExportDialogProps) {
  const { exports } = useText();
  const platform = useFacts((facts) => facts.about.platform);
  const kinds = exportKindsOf(profile.kind).filter(
    (kind) => kind !== (platform === 'win32' ? 'shell' : 'powershell'),
  );
  const shown = (['extension', 'browser', 'terminal'] as const).map((group) => ({
    group,
    kinds: groups[group].filter((kind) => kinds.includes(kind)),
  }));
  return (
    <Dialog
      title={exports.title}
      about={profile.name}
      onCancel={onClose}
      onSubmit={onClose}
      actions={
        <Button look="primary" submit data-first-focus>
          {exports.close}
        </Button>
      }
    >
      <div className={css('groups')}>
        <NetworkNote profile={profile} className={css('network')} />
        {shown.map(({ group, kinds: own }) =>
          own.length === 0 ? null : (
            <section key={group}>
              <h3 className={css('heading')}>{exports.groups[group]}</h3>
              <ul>
                {own.map((kind) => (
                  <ExportRow key={kind} profileId={profile.id} kind={kind} />
                ))}
              </ul>
            </section>
          ),
        )}
      </div>
    </Dialog>
  );
}

/** True for a moment after it was set: a button says that it has done its work. */
function useMoment(): [boolean, (done: boolean) => void] {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(false), momentMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return [shown, setShown];
}

function ExportRow({ profileId, kind }: { readonly profileId: string; readonly kind: ExportKind }) {
  const { exports, use } = useText();
  const { label, replaces } = exportWords(kind, useLanguage());
  const [copied, setCopied] = useMoment();
  const [saved, setSaved] = useMoment();
  const labelId = useId();
  return (
    <li className={css('row')}>
      <span
        role="img"
        aria-label={exports.dragOne(label)}
        title={exports.dragOne(label)}
        draggable="true"
        className={css('grip')}
        onDragStart={(event) => {
          // The browser's own drag would carry nothing; the system's is started by main.
          event.preventDefault();
          dragExport(profileId, kind);
        }}
      >
        <GripVertical aria-hidden="true" size={15} />
      </span>
      <div>
        <p id={labelId}>{label}</p>
        <p className={css('replaces')}>{replaces}</p>
      </div>
      <Button
        size="small"
        look="quiet"
        icon={copied ? Check : Copy}
        aria-describedby={labelId}
        onClick={() => void copyExport(profileId, kind).then(setCopied)}
      >
        {copied ? use.copied : use.copy}
      </Button>
      <Button
        size="small"
        icon={saved ? Check : Download}
        aria-describedby={labelId}
        onClick={() => void saveExport(profileId, kind).then(setSaved)}
      >
        {saved ? exports.saved : exports.save}
      </Button>
    </li>
  );
}
