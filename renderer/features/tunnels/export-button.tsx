import { ChevronDown, FileOutput, GripVertical } from 'lucide-react';
import { useState } from 'react';
import type { ProfileView } from '../../../shared/model/profile-view';
import { Button, IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import { dragExport, saveExportAndTell } from '../../state/export-commands';
import { useText } from '../../state/facts';
import sheet from './export-button.module.css';
import { ExportDialog } from './late-parts';

const css = classes(sheet);

/** One click writes the FoxyProxy file, the grip drags it out, and beside it are all other exports. */
export function ExportButton({ profile }: { readonly profile: ProfileView }) {
  const { exports } = useText();
  const [open, setOpen] = useState(false);
  const browsers = profile.kind === 'dynamic';
  return (
    <div className={css('split')}>
      {browsers && (
        <span
          role="img"
          aria-label={exports.drag}
          title={exports.drag}
          draggable="true"
          className={css('grip')}
          onDragStart={(event) => {
            // The browser's own drag would carry nothing; the system's is started by main.
            event.preventDefault();
            dragExport(profile.id, 'foxyproxy');
          }}
        >
          <GripVertical aria-hidden="true" size={15} />
        </span>
      )}
      {browsers ? (
        <>
          <Button icon={FileOutput} onClick={() => void saveExportAndTell(profile.id, 'foxyproxy')}>
            {exports.button}
          </Button>
          <IconButton
            icon={ChevronDown}
            label={exports.all}
            look="plain"
            size="normal"
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
          />
        </>
      ) : (
        <Button icon={FileOutput} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {exports.short}
        </Button>
      )}
      {open && <ExportDialog profile={profile} onClose={() => setOpen(false)} />}
    </div>
  );
}
