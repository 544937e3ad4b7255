import { useRef } from 'react';
import type { Prompt } from '../../../shared/model/prompt';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import { answerPrompt } from '../../state/commands';
import { useText } from '../../state/facts';
import sheet from './prompts.module.css';

const css = classes(sheet);

interface InteractivePromptProps {
  readonly prompt: Extract<Prompt, { kind: 'keyboard-interactive' }>;
  readonly about: string;
}

/** The server's own questions, as plain text, one field each (RFC 4256 section 3.2). */
export function InteractivePrompt({ prompt, about }: InteractivePromptProps) {
  const { prompts } = useText();
  const questions = useRef<HTMLDivElement>(null);
  const { promptId } = prompt;

  const answer = (): void => {
    const inputs = questions.current?.querySelectorAll('input') ?? [];
    const answers = [...inputs].map((input) => {
      const bytes = new TextEncoder().encode(input.value);
      input.value = '';
      return bytes;
    });
    void answerPrompt(promptId, { kind: 'answers', answers });
  };
  const cancel = (): void => void answerPrompt(promptId, { kind: 'cancel' });

  return (
    <Dialog
      title={prompts.interactiveTitle}
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
      <p className={css('note')}>{prompts.interactiveText}</p>
      {prompt.name !== '' && <p className={css('said', 'strong')}>{prompt.name}</p>}
      {prompt.instruction !== '' && <p className={css('said')}>{prompt.instruction}</p>}
      <div ref={questions} className={css('questions')}>
        {numbered(prompt.prompts).map(({ prompt: words, echo, at }) => (
          <Field key={at} label={words.trim() || `${at + 1}`}>
            {(control) => (
              <input
                {...control}
                type={echo ? 'text' : 'password'}
                autoComplete="off"
                spellCheck={false}
                data-first-focus={at === 0 ? '' : undefined}
              />
            )}
          </Field>
        ))}
      </div>
    </Dialog>
  );
}

/** Questions may be worded alike: their place in the list is what tells them apart. */
function numbered<Question extends object>(questions: readonly Question[]) {
  return questions.map((question, at) => ({ ...question, at }));
}
