import { type ComponentProps, useId } from 'react';
import sheet from './checkbox.module.css';
import { classes } from './classes';

const css = classes(sheet);

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'id'> {
  readonly label: string;
  readonly hint?: string | null;
}

/** A box to tick, with what it means under its label. */
export function Checkbox({ label, hint = null, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className={css('line')}>
      <input
        {...rest}
        id={id}
        type="checkbox"
        className={css('box')}
        aria-describedby={hint === null ? undefined : `${id}-hint`}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== null && (
          <p id={`${id}-hint`} className={css('hint')}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
