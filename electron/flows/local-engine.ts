import { findFiles } from './find-files';
import type { EngineReport, EngineWork, FlowEngine } from './flow-query';
import { loadFiles } from './load-files';

/**
 * Reads files of this machine: text, gzip or Parquet, single ones or folders of them.
 *
 * @param format fields of files without a header line; null where nobody named them.
 * @param workerUrl the built text-worker.js.
 */
export function localEngine(
  paths: readonly string[],
  format: readonly string[] | null,
  workerUrl: URL,
): FlowEngine {
  return {
    name: 'local',
    collect: async (work: EngineWork): Promise<EngineReport> => {
      const found = await findFiles(paths);
      const loaded = await loadFiles(found.files, { ...work, format, workerUrl });
      const problems = [...found.problems, ...loaded.problems];
      return { ...loaded, problems, scannedBytes: null };
    },
  };
}
