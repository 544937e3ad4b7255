import { useRef } from 'react';
import type { Prompt } from '../../../shared/model/prompt';
import { Button } from '../../components/button';
import { Checkbox } from '../../components/checkbox';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import { asSentence } from '../../format';
import { answerPrompt } from '../../state/commands';
import { useFacts, useText } from '../../state/facts';

interface SecretPromptProps {
  readonly prompt: Extract<Prompt, { kind: 'passphrase' | 'password' }>;
  readonly about: string;
}

/** Asks for a passphrase or password; it goes from the element to main and is not kept here. */
export function SecretPrompt({ prompt, about }: SecretPromptProps) {
  const text = useText();
  const storage = useFacts((facts) => facts.about.secretStorage);
  const input = useRef<HTMLInputElement>(null);
  const remember = useRef<HTMLInputElement>(null);
  const { promptId } = prompt;
  const words = wordsFor(prompt, text);

  const answer = (): void => {
    const element = input.current;
    if (element === null) return;
    const secret = new TextEncoder().encode(element.value);
    element.value = '';
    const keep = storage.available && (remember.current?.checked ?? false);
    void answerPrompt(promptId, { kind: 'secret', secret, remember: keep });
  };
  const cancel = (): void => void answerPrompt(promptId, { kind: 'cancel' });

  return (
    <Dialog
      title={words.title}
      about={about}
      onCancel={cancel}
      onSubmit={answer}
      actions={
        <>
          <Button onClick={cancel}>{text.prompts.cancel}</Button>
          <Button submit look="primary">
            {text.prompts.continue}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <Field label={words.label} problem={prompt.wrong ? words.wrong : null}>
        {(control) => (
          <input {...control} ref={input} type="password" autoComplete="off" data-first-focus="" />
        )}
      </Field>
      <Checkbox
        ref={remember}
        label={text.editor.remember}
        disabled={!storage.available}
        hint={storage.available ? null : asSentence(text.settings.secretsWhy[storage.why])}
      />
    </Dialog>
  );
}

function wordsFor(
  prompt: SecretPromptProps['prompt'],
  { prompts, editor }: ReturnType<typeof useText>,
): { title: string; text: string; label: string; wrong: string } {
  if (prompt.kind === 'passphrase') {
    return {
      title: prompts.passphraseTitle,
      text: prompts.passphraseText(prompt.keyName),
      label: editor.passphrase,
      wrong: prompts.passphraseWrong,
    };
  }
  return {
    title: prompts.passwordTitle,
    text: prompts.passwordText(prompt.user, prompt.host),
    label: editor.password,
    wrong: prompts.passwordWrong,
  };
}
