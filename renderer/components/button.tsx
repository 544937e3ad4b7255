import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import sheet from './button.module.css';
import { classes } from './classes';

const css = classes(sheet);

type NativeButton = Omit<ComponentProps<'button'>, 'className' | 'type'>;

export interface ButtonProps extends NativeButton {
  readonly icon?: LucideIcon;
  readonly look?: 'plain' | 'primary' | 'quiet';
  readonly size?: 'normal' | 'small';
  readonly submit?: boolean;
  /**
   * What it does is under way. It cannot be pressed meanwhile, and unlike a disabled button it keeps
   * the focus: who works with the keyboard goes on where they are.
   */
  readonly busy?: boolean;
}

/** A button with words, and an icon before them if one helps. */
export function Button({
  icon: Icon,
  look = 'plain',
  size = 'normal',
  submit = false,
  busy = false,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      type={submit ? 'submit' : 'button'}
      className={css('button', look, size === 'small' && 'small')}
    >
      {Icon && <Icon aria-hidden="true" className={css('icon')} />}
      <span className={css('words')}>{children}</span>
    </button>
  );
}

export interface IconButtonProps extends Omit<NativeButton, 'aria-label' | 'children'> {
  readonly icon: LucideIcon;
  /** What it does: heard, and shown when pointed at. */
  readonly label: string;
  readonly look?: 'plain' | 'quiet';
  readonly size?: 'normal' | 'small';
}

/** A button without words on it; its label is its name and its tooltip. */
export function IconButton({
  icon: Icon,
  label,
  look = 'quiet',
  size = 'small',
  ...rest
}: IconButtonProps) {
  return (
    <button
      title={label}
      {...rest}
      type="button"
      aria-label={label}
      className={css('button', 'square', look, size === 'small' && 'small')}
    >
      <Icon aria-hidden="true" className={css('icon')} />
    </button>
  );
}
