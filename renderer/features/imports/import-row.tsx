import { CircleAlert, KeyRound } from 'lucide-react';
import { useId } from 'react';
import type { ImportDraft, ImportTunnel } from '../../../shared/model/import-preview';
import { importNote } from '../../../shared/text/imports';
import type { WindowText } from '../../../shared/text/window';
import { classes } from '../../components/classes';
import { useLanguage, useText } from '../../state/facts';
import { changeRow, type RowProblems } from '../../state/import-rows';
import type { ImportRow } from '../../state/imports';
import sheet from './import-row.module.css';

const css = classes(sheet);

interface ImportRowViewProps {
  readonly index: number;
  readonly tunnel: ImportTunnel;
  readonly row: ImportRow;
  readonly problems: RowProblems;
}

/** One proposed tunnel: whether to take it, what it is called, and what to know about it. */
export function ImportRowView({ index, tunnel, row, problems }: ImportRowViewProps) {
  const text = useText();
  const language = useLanguage();
  const { draft, notes } = tunnel;
  const warnings = warningsOf(problems, text);
  const isHostless = draft.bastion.host === '';
  return (
    <li className={css('row', !row.chosen && 'off')}>
      <input
        type="checkbox"
        aria-label={text.imports.choose(draft.name)}
        checked={row.chosen}
        className={css('box')}
        onChange={({ target }) => changeRow(index, { chosen: target.checked })}
      />
      <div className={css('what')}>
        <div className={css('fields')}>
          <Input
            label={text.imports.name}
            value={row.name}
            wrong={problems.name !== null}
            onChange={(name) => changeRow(index, { name })}
          />
          <Input
            label={draft.kind === 'remote' ? text.imports.remotePort : text.imports.localPort}
            value={row.localPort}
            wrong={problems.localPort !== null}
            look="port"
            onChange={(localPort) => changeRow(index, { localPort })}
          />
          {isHostless && (
            <Input
              label={text.imports.host}
              value={row.host}
              wrong={problems.host !== null}
              placeholder={text.editor.hostExample}
              onChange={(host) => changeRow(index, { host, chosen: true })}
            />
          )}
        </div>
        <p className={css('way')}>{wayOf(draft, text)}</p>
        {draft.keyFile !== null && (
          <p className={css('key')}>
            <KeyRound aria-hidden="true" size={13} />
            <span title={draft.keyFile.path}>{draft.keyFile.path}</span>
          </p>
        )}
        <ul className={css('notes')}>
          {warnings.map((warning) => (
            <li key={warning} className={css('warning')}>
              <CircleAlert aria-hidden="true" size={13} />
              {warning}
            </li>
          ))}
          {problems.twin !== null && problems.localPort === null && (
            <li className={css('caution')}>
              <CircleAlert aria-hidden="true" size={13} />
              {text.imports.portOfOther(problems.twin)}
            </li>
          )}
          {notes.map((note) => (
            <li key={note.code}>{importNote(note, language)}</li>
          ))}
        </ul>
      </div>
    </li>
  );
}

function warningsOf({ name, localPort, host }: RowProblems, text: WindowText): string[] {
  const warnings: string[] = [];
  if (name !== null) warnings.push(text.fields[name]);
  if (localPort === 'twice') warnings.push(text.imports.portTwice);
  else if (localPort !== null) warnings.push(text.fields[localPort]);
  if (host !== null) warnings.push(text.fields[host]);
  return warnings;
}

/** The way of a tunnel on one line, in the letters ssh uses for its kinds. */
function wayOf({ kind, bastion, jumpHosts, forward }: ImportDraft, text: WindowText): string {
  const letter = { dynamic: '-D', local: '-L', remote: '-R' }[kind];
  const server = bastion.host === '' ? bastion.user : `${bastion.user}@${bastion.host}`;
  return [
    letter,
    bastion.port === 22 ? server : `${server}:${bastion.port}`,
    ...(jumpHosts.length === 0
      ? []
      : [text.imports.via(jumpHosts.map(({ host }) => host).join(', '))]),
    ...(forward === null ? [] : [text.imports.to(`${forward.host}:${forward.port}`)]),
  ].join('  ');
}

interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly wrong: boolean;
  readonly look?: 'text' | 'port';
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

function Input({ label, value, wrong, look = 'text', placeholder, onChange }: InputProps) {
  const id = useId();
  return (
    <span className={css('field', look)}>
      <label htmlFor={id} className={css('label')}>
        {label}
      </label>
      <input
        id={id}
        value={value}
        placeholder={placeholder}
        aria-invalid={wrong}
        spellCheck={false}
        autoComplete="off"
        inputMode={look === 'port' ? 'numeric' : undefined}
        className={css('input', wrong && 'wrong')}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}
