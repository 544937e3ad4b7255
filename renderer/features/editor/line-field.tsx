import type { ReactNode } from 'react';
import { Field } from '../../components/field';
import type { Editing } from '../../state/editor';
import { checkField } from '../../state/editor-form';
import { useText } from '../../state/facts';
import type { CheckedField } from '../../state/form-values';
import { whenPointerRests } from './pointer-rest';

interface LineFieldProps {
  readonly editing: Editing;
  /** Its path in the draft. */
  readonly field: CheckedField;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly numeric?: boolean;
}

/** One line of the way: checked when it is left, and again as it is mended. */
export function LineField({
  editing,
  field,
  label,
  value,
  onChange,
  hint,
  placeholder,
  numeric = false,
}: LineFieldProps) {
  const { fields } = useText();
  const problem = editing.problems[field];
  return (
    <Field label={label} problem={problem && fields[problem]} hint={hint} mono>
      {(control) => (
        <input
          {...control}
          type="text"
          data-field={field}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          inputMode={numeric ? 'numeric' : undefined}
          onBlur={() => whenPointerRests(() => checkField(field))}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
