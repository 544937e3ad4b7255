import type { ComponentProps, ReactNode } from 'react';
import { Field } from '../../components/field';
import type { Editing } from '../../state/editor';
import { changeForm, checkField } from '../../state/editor-form';
import { useText } from '../../state/facts';
import type { BaseField } from '../../state/form-values';
import { whenPointerRests } from './pointer-rest';

type TextName = Exclude<BaseField, 'key'>;

interface TextFieldProps {
  readonly editing: Editing;
  readonly name: TextName;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly warning?: string | null;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly numeric?: boolean;
  readonly rows?: number;
  /** What is offered while typing; anything else can be typed too. */
  readonly choices?: readonly string[];
  /** Shown and not to be changed; the hint says why. */
  readonly readOnly?: boolean;
}

/** One line, or several, of the form: checked when it is left, and again as it is mended. */
export function TextField({
  editing,
  name,
  label,
  hint,
  warning,
  placeholder,
  mono = true,
  numeric = false,
  rows,
  choices,
  readOnly = false,
}: TextFieldProps) {
  const { fields } = useText();
  const problem = editing.problems[name];
  return (
    <Field
      label={label}
      problem={problem && fields[problem]}
      warning={warning}
      hint={hint}
      mono={mono}
    >
      {(control) => {
        const common = {
          ...control,
          'data-field': name,
          value: editing.values[name],
          placeholder,
          readOnly,
          spellCheck: false,
          autoComplete: 'off',
          onBlur: () => whenPointerRests(() => checkField(name)),
          onChange: ({ target }: { target: HTMLInputElement | HTMLTextAreaElement }) =>
            changeForm({ [name]: target.value }),
        };
        if (rows !== undefined) return <textarea {...common} rows={rows} />;
        const input = {
          ...common,
          type: 'text',
          inputMode: numeric ? 'numeric' : undefined,
        } as const;
        if (choices === undefined) return <input {...input} />;
        return <ChoiceInput {...input} choices={choices} />;
      }}
    </Field>
  );
}

type ChoiceInputProps = ComponentProps<'input'> & { readonly choices: readonly string[] };

function ChoiceInput({ choices, ...input }: ChoiceInputProps) {
  const listId = `${input.id}-choices`;
  return (
    <>
      <input {...input} list={listId} />
      <datalist id={listId}>
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </>
  );
}
