import { useRef } from 'react';
import type { Prompt } from '../../../shared/model/prompt';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import { answerPrompt } from '../../state/commands';
import { useText } from '../../state/facts';

interface MfaPromptProps {
  readonly prompt: Extract<Prompt, { kind: 'aws-mfa' }>;
  readonly about: string;
}

/** Asks for the six digits an AWS profile wants from a device. */
export function MfaPrompt({ prompt, about }: MfaPromptProps) {
  const { prompts, clusters } = useText();
  const input = useRef<HTMLInputElement>(null);
  const { promptId, awsProfile, serial } = prompt;
  const answer = (): void => {
    const code = new TextEncoder().encode(input.current?.value ?? '');
    void answerPrompt(promptId, { kind: 'answers', answers: [code] });
  };
  const cancel = (): void => void answerPrompt(promptId, { kind: 'cancel' });
  return (
    <Dialog
      title={clusters.mfa.title}
      about={about}
      onCancel={cancel}
      onSubmit={answer}
      actions={
        <>
          <Button onClick={cancel}>{prompts.cancel}</Button>
          <Button submit look="primary">
            {prompts.continue}
          </Button>
        </>
      }
    >
      <p>{clusters.mfa.text(awsProfile, serial)}</p>
      <Field label={clusters.mfa.label} mono>
        {(control) => (
          <input
            {...control}
            ref={input}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={16}
            data-first-focus=""
          />
        )}
      </Field>
    </Dialog>
  );
}
