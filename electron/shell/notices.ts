import { dialog, Notification } from 'electron';
import type { DesktopText } from '../../shared/text/desktop/index';

export interface Notice {
  readonly title: string;
  readonly body: string;
}

/** Held until they go: a notification that is collected can no longer be clicked. */
const shown = new Set<Notification>();

/** Tells the person something that concerns no page. Where there are no notifications, in a box. */
export function showNotice({ title, body }: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) {
    void dialog.showMessageBox({ type: 'info', title: 'Culvert', message: title, detail: body });
    return;
  }
  const notification = new Notification({ title, body });
  shown.add(notification);
  notification.once('close', () => shown.delete(notification));
  notification.once('click', () => {
    shown.delete(notification);
    onClick();
  });
  notification.show();
}

/** What to say when settings could not be written, and when they could again. */
export function savingNotice(error: unknown | null, words: DesktopText['notices']): Notice {
  if (error === null) return words.savedAgain;
  const why = error instanceof Error ? error.message : String(error);
  return { title: words.notSaved.title, body: words.notSaved.body(why) };
}

/** The log is kept for the day something else goes wrong: a full disk is told by the settings. */
export function sayLogTrouble(error: unknown | null): void {
  const why = error instanceof Error ? error.message : String(error);
  const said = error === null ? 'the log is written again' : `the log is not written: ${why}`;
  process.stderr.write(`culvert: ${said}\n`);
}
