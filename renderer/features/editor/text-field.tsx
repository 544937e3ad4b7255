import type { ReactNode } from 'react';
import { Field } from '../../components/field';
import type { CheckedField } from '../../state/draft';
import { changeForm, checkField, type Editing } from '../../state/editor';
import { useText } from '../../state/facts';
import { whenPointerRests } from './pointer-rest';

type TextName = Exclude<CheckedField, 'key'>;

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
          spellCheck: false,
          autoComplete: 'off',
          onBlur: () => whenPointerRests(() => checkField(name)),
          onChange: ({ target }: { target: HTMLInputElement | HTMLTextAreaElement }) =>
            changeForm({ [name]: target.value }),
        };
        if (rows !== undefined) return <textarea {...common} rows={rows} />;
        return <input {...common} type="text" inputMode={numeric ? 'numeric' : undefined} />;
      }}
    </Field>
  );
}
