import { authenticationMethodSchema } from '../../../shared/model/profile';
import { Field } from '../../components/field';
import type { Editing } from '../../state/editor';
import { changeForm } from '../../state/editor-form';
import { useKeyChoice, useText } from '../../state/facts';
import { KeyField } from './key-field';
import { SecretField } from './secret-field';

const methods = authenticationMethodSchema.options;

/** How to log in, and what that way needs. */
export function AuthenticationFields({ editing }: { readonly editing: Editing }) {
  const { editor, ways, fields } = useText();
  const { authentication } = editing.values;
  const key = useKeyChoice(editing.values.key);
  const problem = editing.problems.authentication;
  const hint =
    authentication === 'one-time-key' ? ways.oneTimeHint : hintFor(authentication, editor);
  return (
    <>
      <Field label={editor.authentication} problem={problem && fields[problem]} hint={hint}>
        {(control) => (
          <select
            {...control}
            data-field="authentication"
            value={authentication}
            onChange={({ target }) => {
              const method = methods.find((each) => each === target.value);
              if (method !== undefined) changeForm({ authentication: method });
            }}
          >
            {methods.map((method) => (
              <option key={method} value={method}>
                {editor.methods[method]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {authentication === 'key-file' && <KeyField editing={editing} />}
      {authentication === 'key-file' && isEncrypted(key) && (
        <SecretField key={key?.token} editing={editing} label={editor.passphrase} />
      )}
      {authentication === 'password' && <SecretField editing={editing} label={editor.password} />}
    </>
  );
}

function isEncrypted(key: Editing['values']['key']): boolean {
  const file = key?.key ?? null;
  if (file === null) return false;
  return file.readable ? file.facts.encrypted : file.failure.code.startsWith('passphrase-');
}

function hintFor(
  method: Editing['values']['authentication'],
  editor: ReturnType<typeof useText>['editor'],
): string | null {
  if (method === 'agent') return editor.agentHint;
  return method === 'keyboard-interactive' ? editor.interactiveHint : null;
}
