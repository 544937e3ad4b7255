import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { Checkbox } from '../../components/checkbox';
import { classes } from '../../components/classes';
import { changeForm, type Editing } from '../../state/editor';
import { useFacts, useText } from '../../state/facts';
import { groupNames } from '../../state/groups';
import sheet from './options.module.css';
import { TextField } from './text-field';

const css = classes(sheet);

/** What a tunnel does by itself, and the rarely needed rest. */
export function Options({ editing }: { readonly editing: Editing }) {
  const { editor } = useText();
  const profiles = useFacts((facts) => facts.profiles);
  const groups = useMemo(() => groupNames(profiles), [profiles]);
  const { reconnect, startWithApp, allow, limit } = editing.values;
  return (
    <>
      <div className={css('options')}>
        <Checkbox
          label={editor.reconnect}
          hint={editor.reconnectHint}
          checked={reconnect}
          onChange={({ target }) => changeForm({ reconnect: target.checked })}
        />
        <Checkbox
          label={editor.startWithApp}
          hint={editor.startHint}
          checked={startWithApp}
          onChange={({ target }) => changeForm({ startWithApp: target.checked })}
        />
        <TextField
          editing={editing}
          name="group"
          label={editor.group}
          hint={editor.groupHint}
          mono={false}
          choices={groups}
        />
      </div>
      {editing.values.way.kind === 'dynamic' && (
        <details className={css('advanced')} open={allow !== '' || limit !== '' || undefined}>
          <summary className={css('summary')}>
            <ChevronRight aria-hidden="true" className={css('arrow')} />
            {editor.advanced}
          </summary>
          <div className={css('destinations')}>
            <TextField
              editing={editing}
              name="limit"
              label={editor.limit}
              hint={editor.limitHint}
              rows={3}
            />
            <TextField
              editing={editing}
              name="allow"
              label={editor.allow}
              hint={editor.allowHint}
              rows={3}
            />
          </div>
        </details>
      )}
    </>
  );
}
