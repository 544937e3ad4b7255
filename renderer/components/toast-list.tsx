import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button';
import { classes } from './classes';
import { useOutOfTheWay } from './out-of-the-way';
import sheet from './toast-list.module.css';
import { OverAll, useTopDialog } from './top-dialog';

const css = classes(sheet);

/** Long enough to read two lines. */
const shownMs = 10_000;
/** Long enough to reach the button too, for those who go there by Tab or hear of it first. */
const offeredMs = 20_000;

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
  /** The key that presses the button, if one does. */
  readonly shortcut: string | undefined;
}

function ToastCard({ toast, dismissLabel, onDismiss, shortcut }: ToastProps) {
  const { id, action } = toast;
  const [pointedAt, setPointedAt] = useState(false);
  // Whoever answers a question cannot take anything back meanwhile.
  const asked = useTopDialog() !== null && action !== null;
  const held = pointedAt || asked;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onDismiss(id), action === null ? shownMs : offeredMs);
    return () => clearTimeout(timer);
  }, [held, onDismiss, id, action]);
  return (
    <li
      className={css('toast', toast.tone === 'bad' && 'bad')}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      onFocus={() => setPointedAt(true)}
      onBlur={() => setPointedAt(false)}
    >
      <div className={css('words')}>
        <p>{toast.text}</p>
        {toast.detail !== null && <p className={css('detail')}>{toast.detail}</p>}
      </div>
      {action !== null && (
        <Button
          size="small"
          aria-keyshortcuts={shortcut}
          title={shortcut?.replace('Control', 'Ctrl').replace('Meta', '⌘')}
          onClick={() => {
            onDismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={dismissLabel} onClick={() => onDismiss(id)} />
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
  /** The key that presses the newest button. */
  readonly shortcut: string;
}

/**
 * Notices at the lower edge, and at the upper one over a dialog, whose buttons are below, or where
 * they would hide what has the focus. One stays while it is pointed at or has the focus.
 */
export function ToastList({ toasts, raised, shortcut, label, ...common }: ToastListProps) {
  const over = useTopDialog() !== null;
  const { notices, away } = useOutOfTheWay(toasts.length);
  const place = over || away ? 'over' : raised && 'raised';
  const newest = over ? undefined : toasts.findLast(({ action }) => action !== null);
  return (
    <OverAll>
      <section ref={notices} aria-label={label} aria-live="polite" className={css('place', place)}>
        <ul className={css('list')}>
          {toasts.map((toast) => (
            <ToastCard
              key={toast.id}
              toast={toast}
              shortcut={toast === newest ? shortcut : undefined}
              {...common}
            />
          ))}
        </ul>
      </section>
    </OverAll>
  );
}
