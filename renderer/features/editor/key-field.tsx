import type { Failure } from '../../../shared/model/failure';
import type { KeyFacts } from '../../../shared/model/key-facts';
import type { KeyChoice } from '../../../shared/model/profile-view';
import { failureWords } from '../../../shared/text/failures';
import type { WindowText } from '../../../shared/text/window';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Field } from '../../components/field';
import { chooseKey, type Editing } from '../../state/editor';
import { useLanguage, useText } from '../../state/facts';
import sheet from './key-field.module.css';

const css = classes(sheet);

/** The key file by name and kind; choosing it is main's dialog, so no path is ever typed. */
export function KeyField({ editing }: { readonly editing: Editing }) {
  const text = useText();
  const language = useLanguage();
  const { key } = editing.values;
  const failure = editing.keyFailure ?? failureOf(key);
  const words = failure && failureWords(failure, language);
  const problem = editing.problems.key;
  return (
    <Field
      label={text.editor.privateKey}
      problem={problem ? text.fields[problem] : words && `${words.what} ${words.next}`}
      warning={warningsOf(key, text)}
    >
      {(control) => (
        <div className={css('key')}>
          <input
            {...control}
            type="text"
            readOnly
            value={describe(key, text)}
            title={titleOf(key, text)}
          />
          <Button data-field="key" onClick={() => void chooseKey()}>
            {text.editor.chooseKey}
          </Button>
        </div>
      )}
    </Field>
  );
}

/** An encrypted file that hides its type is not broken: the passphrase is asked for below it. */
function failureOf(key: KeyChoice | null): Failure | null {
  if (key === null || key.key.readable) return null;
  const { failure } = key.key;
  return failure.code === 'passphrase-required' ? null : failure;
}

function warningsOf(key: KeyChoice | null, { editor }: WindowText): string | null {
  if (!key?.key.readable) return null;
  const words = key.key.facts.warnings.map((warning) => editor.warnings[warning]);
  return words.length === 0 ? null : words.join(' ');
}

function describe(key: KeyChoice | null, { editor }: WindowText): string {
  if (key === null) return editor.noKey;
  const { key: file } = key;
  if (file.readable) return [key.name, ...kindOf(file.facts, editor)].join(' · ');
  const hidden = file.failure.code === 'passphrase-required';
  return `${key.name} · ${hidden ? editor.encrypted : editor.unreadable}`;
}

/** The whole line, which may be cut short, and the fingerprint if it is known. */
function titleOf(key: KeyChoice | null, text: WindowText): string {
  const fingerprint = key?.key.readable ? key.key.facts.fingerprint : null;
  return [describe(key, text), ...(fingerprint === null ? [] : [fingerprint])].join('\n');
}

function kindOf(facts: KeyFacts, editor: WindowText['editor']): readonly string[] {
  const lock = facts.encrypted ? editor.encrypted : editor.notEncrypted;
  if (facts.type === null) return [lock];
  const type = facts.type.replace(/^(ssh-|ecdsa-sha2-)/, '');
  return [type === 'rsa' && facts.bits !== null ? `rsa ${facts.bits}` : type, lock];
}
