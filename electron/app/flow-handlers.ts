import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CallRefused } from '../../shared/contract/result';
import { cliRules, terraformRules } from '../flows/export-rules';
import { FileTokens } from './file-tokens';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

type FlowCalls = 'chooseFlowFiles' | 'dropFlowFiles' | 'readFlows' | 'exportFlows';

const names = {
  csv: 'flow-destinations.csv',
  parquet: 'flow-destinations.parquet',
  terraform: 'egress-rules.tf',
  cli: 'egress-rules.sh',
} as const;

/** The calls that read flow logs. Files are tokens here; only this side knows their paths. */
export function flowHandlers({
  desktop,
  flows,
}: Pick<WindowHandlerOptions, 'desktop' | 'flows'>): Pick<WindowHandlers, FlowCalls> {
  const tokens = new FileTokens();
  const shown = (paths: readonly string[]) =>
    paths.map((path) => ({ token: tokens.tokenFor(path), name: basename(path) }));
  return {
    chooseFlowFiles: async ({ of }) => {
      const paths = await desktop.chooseFlowFiles(of);
      return paths.length === 0 ? null : shown(paths);
    },
    dropFlowFiles: async ({ files }) =>
      shown(files.filter((path) => typeof path === 'string' && path !== '') as string[]),
    readFlows: async ({ jobId, files, format, region }) => {
      const paths = files.map((token) => tokens.pathOf(token));
      if (paths.some((path) => path === null)) throw new CallRefused({ code: 'not-permitted' });
      return flows.read(jobId, { kind: 'read', paths: paths as string[], format, region });
    },
    exportFlows: async ({ kind }) => {
      const { last } = flows;
      if (last === null) throw new CallRefused({ code: 'not-permitted' });
      const path = await desktop.chooseExportFile(names[kind]);
      if (path === null) return null;
      const { destinations } = last;
      if (kind === 'terraform') await writeFile(path, terraformRules(destinations));
      else if (kind === 'cli') await writeFile(path, cliRules(destinations), { mode: 0o755 });
      else await flows.save({ kind: 'save', destinations, path, format: kind });
      return basename(path);
    },
  };
}
