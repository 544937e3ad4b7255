import type { Failure } from '../../../shared/model/failure';
import type { KeyFacts } from '../../../shared/model/key-facts';
import type { KeyChoice } from '../../../shared/model/profile-view';
import { failureWords } from '../../../shared/text/failures';
import type { WindowText } from '../../../shared/text/window';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import type { Editing } from '../../state/editor';
import { chooseKey } from '../../state/editor-form';
import { useKeyChoice, useLanguage, useText } from '../../state/facts';
import type { CheckedField } from '../../state/form-values';
import sheet from './key-field.module.css';

const css = classes(sheet);

/** The key file of the bastion's login. */
export function KeyField({ editing }: { readonly editing: Editing }) {
  const text = useText();
  const problem = editing.problems.key;
  return (
    <KeyChoiceField
      label={text.editor.privateKey}
      choice={editing.values.key}
      failure={editing.keyFailure}
      problem={problem && text.fields[problem]}
      field="key"
      onChoose={() => void chooseKey()}
    />
  );
}

interface KeyChoiceFieldProps {
  readonly label: string;
  readonly choice: KeyChoice | null;
  /** What main found wrong with it when it was to be stored. */
  readonly failure?: Failure | null;
  readonly problem: string | undefined;
  readonly field: CheckedField;
  readonly onChoose: () => void;
}

/** A key file by name and kind; choosing it is main's dialog, so no path is ever typed. */
export function KeyChoiceField({
  label,
  choice: chosen,
  failure: told = null,
  problem,
  field,
  onChoose,
}: KeyChoiceFieldProps) {
  const text = useText();
  const language = useLanguage();
  const choice = useKeyChoice(chosen);
  const failure = told ?? failureOf(choice);
  const words = failure && failureWords(failure, language);
  return (
    <Field
      label={label}
      problem={problem ?? (words && `${words.what} ${words.next}`)}
      warning={warningsOf(choice, text)}
    >
      {(control) => (
        <div className={css('key')}>
          <input
            {...control}
            type="text"
            readOnly
            value={describe(choice, text)}
            title={titleOf(choice, text)}
          />
          <Button data-field={field} onClick={onChoose}>
            {text.editor.chooseKey}
          </Button>
        </div>
      )}
    </Field>
  );
}

/** An encrypted file that hides its type is not broken: the passphrase is asked for below it. */
function failureOf(key: KeyChoice | null): Failure | null {
  if (key === null || key.key === null || key.key.readable) return null;
  const { failure } = key.key;
  return failure.code === 'passphrase-required' ? null : failure;
}

function warningsOf(key: KeyChoice | null, { editor }: WindowText): string | null {
  if (!key?.key?.readable) return null;
  const words = key.key.facts.warnings.map((warning) => editor.warnings[warning]);
  return words.length === 0 ? null : words.join(' ');
}

function describe(key: KeyChoice | null, { editor }: WindowText): string {
  if (key === null) return editor.noKey;
  const { key: file } = key;
  if (file === null) return key.name;
  if (file.readable) return [key.name, ...kindOf(file.facts, editor)].join(' · ');
  const hidden = file.failure.code === 'passphrase-required';
  return `${key.name} · ${hidden ? editor.encrypted : editor.unreadable}`;
}

/** The whole line, which may be cut short, and the fingerprint if it is known. */
function titleOf(key: KeyChoice | null, text: WindowText): string {
  const fingerprint = key?.key?.readable ? key.key.facts.fingerprint : null;
  return [describe(key, text), ...(fingerprint === null ? [] : [fingerprint])].join('\n');
}

function kindOf(facts: KeyFacts, editor: WindowText['editor']): readonly string[] {
  const lock = facts.encrypted ? editor.encrypted : editor.notEncrypted;
  if (facts.type === null) return [lock];
  const type = facts.type.replace(/^(ssh-|ecdsa-sha2-)/, '');
  return [type === 'rsa' && facts.bits !== null ? `rsa ${facts.bits}` : type, lock];
}
