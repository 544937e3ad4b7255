import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button';
import { classes } from './classes';
import sheet from './toast-list.module.css';

const css = classes(sheet);

/** Long enough to read two lines and reach the button. */
const shownMs = 10_000;

export interface ToastView {
  readonly id: number;
  readonly tone: 'plain' | 'bad';
  readonly text: string;
  readonly detail: string | null;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

interface ToastProps {
  readonly toast: ToastView;
  readonly dismissLabel: string;
  readonly onDismiss: (id: number) => void;
}

function ToastCard({ toast, dismissLabel, onDismiss }: ToastProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onDismiss(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [held, onDismiss, toast.id]);
  const { action } = toast;
  return (
    <li
      className={css('toast', toast.tone === 'bad' && 'bad')}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={css('words')}>
        <p>{toast.text}</p>
        {toast.detail !== null && <p className={css('detail')}>{toast.detail}</p>}
      </div>
      {action !== null && (
        <Button
          size="small"
          onClick={() => {
            onDismiss(toast.id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={dismissLabel} onClick={() => onDismiss(toast.id)} />
    </li>
  );
}

interface ToastListProps {
  readonly label: string;
  readonly toasts: readonly ToastView[];
  readonly dismissLabel: string;
  readonly onDismiss: (id: number) => void;
  /** Above the buttons of a page that ends with some. */
  readonly raised: boolean;
}

/** Notices at the lower edge; one stays while it is pointed at or has the focus. */
export function ToastList({ label, toasts, dismissLabel, onDismiss, raised }: ToastListProps) {
  return (
    <section aria-label={label} aria-live="polite" className={css('place', raised && 'raised')}>
      <ul className={css('list')}>
        {toasts.map((toast) => (
          <ToastCard
            key={toast.id}
            toast={toast}
            dismissLabel={dismissLabel}
            onDismiss={onDismiss}
          />
        ))}
      </ul>
    </section>
  );
}
