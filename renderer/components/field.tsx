import { type ReactNode, useId } from 'react';
import { classes } from './classes';
import sheet from './field.module.css';

const css = classes(sheet);

/** What a control needs so that its label, hint and problem are found and heard. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly className: string;
}

interface FieldProps {
  readonly label: string;
  /** Why the value cannot be taken. */
  readonly problem?: string | null | undefined;
  /** What is odd about the value without making it wrong. */
  readonly warning?: string | null | undefined;
  readonly hint?: ReactNode;
  readonly mono?: boolean;
  readonly children: (control: FieldControl) => ReactNode;
}

/** A labelled control with its hint, warning or problem under it. */
export function Field({ label, problem, warning, hint, mono = false, children }: FieldProps) {
  const id = useId();
  const note = problem ?? warning ?? hint ?? null;
  const tone = problem ? 'problem' : warning ? 'warning' : 'hint';
  return (
    <div className={css('field')}>
      <label htmlFor={id} className={css('label')}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note === null ? undefined : `${id}-note`,
        'aria-invalid': Boolean(problem),
        className: css('control', mono && 'mono', problem && 'invalid'),
      })}
      {note !== null && (
        <div id={`${id}-note`} className={css('note', tone)}>
          {note}
        </div>
      )}
    </div>
  );
}
