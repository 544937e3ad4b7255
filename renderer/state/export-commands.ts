import type { ExportKind } from '../../shared/model/export';
import { useApp } from './app-store';
import { valueOrTold } from './calls';
import { currentText, languageOf } from './facts';
import { showToast } from './toasts';

/** Saves an export where the person says. True when it was written. */
export async function saveExport(profileId: string, kind: ExportKind): Promise<boolean> {
  return (await writtenFile(profileId, kind)) !== null;
}

/** Saves an export where the person says, and tells what taking it in replaces. */
export async function saveExportAndTell(profileId: string, kind: ExportKind): Promise<void> {
  const file = await writtenFile(profileId, kind);
  if (file === null) return;
  const { exportWords } = await import('../../shared/text/exports');
  const { replaces } = exportWords(kind, languageOf(useApp.getState().facts));
  showToast({ text: currentText().exports.written(file, replaces) });
}

/** The name of the file, or null when none was written: called off, or told already why not. */
async function writtenFile(profileId: string, kind: ExportKind): Promise<string | null> {
  const written = await valueOrTold(window.culvert.saveExport({ profileId, kind }));
  return written ? written.value : null;
}

/** True when the export is on the clipboard now. */
export async function copyExport(profileId: string, kind: ExportKind): Promise<boolean> {
  return (await valueOrTold(window.culvert.copyExport({ profileId, kind }))) !== undefined;
}

/** Drags an export's file out of the window; the pointer must be down. */
export function dragExport(profileId: string, kind: ExportKind): void {
  void valueOrTold(window.culvert.dragExport({ profileId, kind }));
}
