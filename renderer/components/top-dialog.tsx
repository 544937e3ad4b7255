import { type ReactNode, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';

let open: readonly HTMLDialogElement[] = [];
const listeners = new Set<() => void>();

function setOpen(dialogs: readonly HTMLDialogElement[]): void {
  open = dialogs;
  for (const listener of listeners) listener();
}

/** Opens a dialog over everything there is. @returns closes it again. */
export function openOnTop(dialog: HTMLDialogElement): () => void {
  dialog.showModal();
  setOpen([...open, dialog]);
  return () => {
    dialog.close();
    setOpen(open.filter((each) => each !== dialog));
  };
}

/** The dialog that lies over all others and over the page, or null. */
export function topDialog(): HTMLDialogElement | null {
  return open.at(-1) ?? null;
}

export function useTopDialog(): HTMLDialogElement | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, topDialog);
}

/**
 * Draws what must be seen and reached at any time. While a dialog is open everything outside of it is
 * dead to the pointer, to the keyboard and to screen readers, and so this is inside of it then.
 */
export function OverAll({ children }: { readonly children: ReactNode }) {
  const dialog = useTopDialog();
  return dialog === null ? children : createPortal(children, dialog);
}
