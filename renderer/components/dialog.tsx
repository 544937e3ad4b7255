import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { classes } from './classes';
import sheet from './dialog.module.css';
import { openOnTop } from './top-dialog';

const css = classes(sheet);

interface DialogProps {
  readonly title: string;
  /** What it is about, above the title. */
  readonly about: string;
  /** For lists rather than questions. */
  readonly wide?: boolean;
  readonly onCancel: () => void;
  /** Enter in a field, or the button that submits. */
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

/**
 * A modal question. The native element keeps the focus inside, closes on Escape and gives the focus
 * back to what had it before.
 */
export function Dialog({
  title,
  about,
  wide = false,
  onCancel,
  onSubmit,
  children,
  actions,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    const close = openOnTop(dialog);
    dialog.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    // Only closing gives the focus back; an element that is taken away open leaves it to nobody.
    return close;
  }, []);

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      className={css('dialog', wide && 'wide')}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <form
        className={css('form')}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <header>
          <p className={css('about')} title={about}>
            {about}
          </p>
          <h2 id={titleId} className={css('title')}>
            {title}
          </h2>
        </header>
        <div className={css('body')}>{children}</div>
        <footer className={css('actions')}>{actions}</footer>
      </form>
    </dialog>
  );
}
