import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { Checkbox } from '../../components/checkbox';
import { classes } from '../../components/classes';
import type { Editing } from '../../state/editor';
import { changeForm, changeHop } from '../../state/editor-form';
import { useFacts, useText } from '../../state/facts';
import { groupNames } from '../../state/groups';
import { LineField } from './line-field';
import sheet from './options.module.css';
import { TextField } from './text-field';

const css = classes(sheet);

/** What a tunnel does by itself, and the rarely needed rest. */
export function Options({ editing }: { readonly editing: Editing }) {
  const { editor } = useText();
  const profiles = useFacts((facts) => facts.profiles);
  const groups = useMemo(() => groupNames(profiles), [profiles]);
  const { reconnect, startWithApp } = editing.values;
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
      <Advanced editing={editing} />
    </>
  );
}

function Advanced({ editing }: { readonly editing: Editing }) {
  const { editor, ways } = useText();
  const { allow, limit, hostKeyAlias, session, way } = editing.values;
  const aliases = [hostKeyAlias, ...way.jumpHosts.map((hop) => hop.hostKeyAlias)];
  const isUsed = session || [allow, limit, ...aliases].some((text) => text !== '');
  return (
    <details className={css('advanced')} open={isUsed || undefined}>
      <summary className={css('summary')}>
        <ChevronRight aria-hidden="true" className={css('arrow')} />
        {editor.advanced}
      </summary>
      <div className={css('destinations')}>
        {way.kind === 'dynamic' && (
          <>
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
          </>
        )}
        <HostKeyAliases editing={editing} />
        <Checkbox
          label={ways.session}
          hint={ways.sessionHint}
          checked={session}
          onChange={({ target }) => changeForm({ session: target.checked })}
        />
      </div>
    </details>
  );
}

/** What the host keys of each server are kept under; a cluster's go by its id. */
function HostKeyAliases({ editing }: { readonly editing: Editing }) {
  const { ways } = useText();
  const { jumpHosts, cluster } = editing.values.way;
  return (
    <>
      {!cluster?.login && (
        <TextField
          editing={editing}
          name="hostKeyAlias"
          label={ways.hostKeyAlias}
          hint={ways.aliasHint}
        />
      )}
      {jumpHosts.map((hop, at) => (
        <LineField
          key={hop.id}
          editing={editing}
          field={`jumpHosts.${at}.hostKeyAlias`}
          label={ways.hopAlias(at + 1)}
          value={hop.hostKeyAlias}
          onChange={(hostKeyAlias) => changeHop(hop.id, { hostKeyAlias })}
        />
      ))}
    </>
  );
}
