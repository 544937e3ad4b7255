import { app, dialog } from 'electron';
import { desktopText } from '../../shared/text/desktop/index';
import { SettingsRefused } from '../storage/open-document';
import { systemLanguage } from './language';

/** Says why the app does not start, and ends it. */
export function refuseToStart(error: unknown): void {
  const { title, newer, unreadable } = desktopText(systemLanguage()).refused;
  let text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof SettingsRefused) {
    text = error.why === 'newer' ? newer(error.file) : unreadable(error.file);
  }
  process.stderr.write(`culvert: ${text}\n`);
  dialog.showErrorBox(title, text);
  app.exit(1);
}
