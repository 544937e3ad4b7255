import { useLayoutEffect, useState } from 'react';
import { Checkbox } from '../../components/checkbox';
import { Field } from '../../components/field';
import { asSentence } from '../../format';
import type { Editing } from '../../state/editor';
import { useFacts, useProfile, useText } from '../../state/facts';
import { opensTheSame } from '../../state/form-values';
import { rememberName, secretName } from './secret-input';

interface SecretFieldProps {
  readonly editing: Editing;
  readonly label: string;
}

/** A passphrase or password. What is typed stays in the element: no state of the window holds it. */
export function SecretField({ editing, label }: SecretFieldProps) {
  const { editor, settings } = useText();
  const storage = useFacts((facts) => facts.about.secretStorage);
  const known = useProfile(editing.profileId)?.secretStored ?? false;
  const stored = known && opensTheSame(editing.initial, editing.values);
  const [remembered, setRemembered] = useState(stored);
  // A key's file is looked at while its person goes on, and what comes then pushes down what they are at.
  useLayoutEffect(() => {
    document.activeElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  const storedHint = remembered ? editor.secretStored : editor.secretForgotten;
  return (
    <>
      <Field label={label} hint={stored ? storedHint : editor.secretHint}>
        {(control) => <input {...control} type="password" name={secretName} autoComplete="off" />}
      </Field>
      <Checkbox
        label={editor.remember}
        name={rememberName}
        data-stored={stored ? '' : undefined}
        checked={remembered}
        onChange={({ target }) => setRemembered(target.checked)}
        disabled={!storage.available}
        hint={storage.available ? null : asSentence(settings.secretsWhy[storage.why])}
      />
    </>
  );
}
