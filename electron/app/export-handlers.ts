import { basename } from 'node:path';
import { CallRefused } from '../../shared/contract/result';
import { type ExportKind, exportKindsOf } from '../../shared/model/export';
import type { ExportFile } from '../browser/exports/export-source';
import { makeExport } from '../browser/exports/make-export';
import { profileSource } from '../browser/exports/profile-source';
import { saveFile } from '../storage/save-file';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

type ExportCalls = 'saveExport' | 'copyExport' | 'dragExport';

/** The calls that hand a tunnel over to other programs. */
export function exportHandlers({
  model,
  desktop,
  drag,
}: Pick<WindowHandlerOptions, 'model' | 'desktop' | 'drag'>): Pick<WindowHandlers, ExportCalls> {
  const fileOf = (profileId: string, kind: ExportKind): ExportFile => {
    const profile = model.book.require(profileId);
    if (!exportKindsOf(profile.kind).includes(kind)) {
      throw new CallRefused({ code: 'not-permitted' });
    }
    return makeExport(kind, profileSource(profile), new Date());
  };
  return {
    saveExport: async ({ profileId, kind }) => {
      const { name, text } = fileOf(profileId, kind);
      const path = await desktop.chooseExportFile(name);
      if (path === null) return null;
      await saveFile(path, text);
      return basename(path);
    },
    copyExport: async ({ profileId, kind }) => desktop.copyText(fileOf(profileId, kind).text),
    dragExport: async ({ profileId, kind }) => {
      desktop.dragFile(await drag.write(fileOf(profileId, kind)));
    },
  };
}
