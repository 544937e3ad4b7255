import { basename } from 'node:path';
import type { ReportFormat } from '../../shared/contract/doctor-calls';
import { CallRefused } from '../../shared/contract/result';
import type { DoctorReport } from '../../shared/model/doctor';
import type { Language } from '../../shared/model/language';
import { doctorJson, doctorMarkdown } from '../../shared/text/doctor/markdown';
import { doctorSvg } from '../../shared/text/doctor/svg';
import { saveFile } from '../storage/save-file';
import type { AppModel } from './app-model';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

type DoctorCalls = 'examineNetwork' | 'saveNetworkReport';

const endings: Readonly<Record<ReportFormat, string>> = {
  markdown: 'md',
  json: 'json',
  svg: 'svg',
};

/** The window's calls of the network doctor; main keeps the last report, so that it can be saved. */
export function doctorHandlers({
  model,
  desktop,
  about,
  preferences,
}: Pick<WindowHandlerOptions, 'desktop' | 'about' | 'preferences'> & {
  readonly model: Pick<AppModel, 'engine'>;
}): Pick<WindowHandlers, DoctorCalls> {
  let last: { readonly jobId: string; readonly report: DoctorReport } | null = null;
  const language = (): Language => {
    const chosen = preferences.get().language;
    return chosen === 'system' ? about().systemLanguage : chosen;
  };
  return {
    examineNetwork: async (args) => {
      const found = await model.engine.call('examineNetwork', args);
      last = { jobId: args.jobId, report: found.report };
      return found;
    },
    saveNetworkReport: async ({ jobId, format }) => {
      if (last?.jobId !== jobId) throw new CallRefused({ code: 'not-permitted' });
      const { report } = last;
      const path = await desktop.chooseExportFile(
        `network-${report.cluster.id}.${endings[format]}`,
      );
      if (path === null) return null;
      await saveFile(path, rendered(report, format, language()));
      return basename(path);
    },
  };
}

function rendered(report: DoctorReport, format: ReportFormat, language: Language): string {
  switch (format) {
    case 'markdown':
      return doctorMarkdown(report, language);
    case 'svg':
      return doctorSvg(report, language);
    case 'json':
      return doctorJson(report);
  }
}
