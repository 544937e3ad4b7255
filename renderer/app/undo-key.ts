import { useEffect } from 'react';
import { topDialog } from '../components/top-dialog';
import { useApp } from '../state/app-store';
import { dismissToast, newestUndo } from '../state/toasts';

/** The key that undoes on this desktop, as screen readers are told of it. */
export function undoKey(platform: string | undefined): string {
  return platform === 'darwin' ? 'Meta+Z' : 'Control+Z';
}

/**
 * Lets the usual key press the Undo of the newest notice: notices are the last in the order of Tab,
 * and go after a while. In a text it undoes the typing, and under a question nothing.
 */
export function useUndoKey(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!isUndo(event) || event.defaultPrevented || isText(event.target)) return;
      const toast = topDialog() === null ? newestUndo() : undefined;
      if (toast === undefined) return;
      event.preventDefault();
      dismissToast(toast.id);
      toast.action?.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function isUndo(event: KeyboardEvent): boolean {
  const mac = useApp.getState().facts?.about.platform === 'darwin';
  const held = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!held || event.altKey || event.shiftKey) return false;
  // A keyboard that writes other letters is asked for the place of the key.
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() === 'z' : event.code === 'KeyZ';
}

function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('textarea, input:not([type=checkbox], [type=radio]):not([readonly])')
  );
}
