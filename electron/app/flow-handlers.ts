import { basename } from 'node:path';
import { CallRefused } from '../../shared/contract/result';
import type { CallArgs } from '../../shared/contract/window';
import { asksAws } from '../../shared/model/flow-source';
import type { Language } from '../../shared/model/language';
import { tooManyRulesLines } from '../../shared/text/flows';
import { cliRules, terraformRules } from '../flows/export-rules';
import type { FlowSource } from '../flows/flow-question';
import { saveFile } from '../storage/save-file';
import type { AppModel } from './app-model';
import { FileTokens } from './file-tokens';
import type { WindowHandlerOptions, WindowHandlers } from './window-handlers';

type FlowCalls =
  | 'chooseFlowFiles'
  | 'dropFlowFiles'
  | 'readFlows'
  | 'agreeFlows'
  | 'fetchAddressRanges'
  | 'exportFlows';

const names = {
  csv: 'flow-destinations.csv',
  parquet: 'flow-destinations.parquet',
  terraform: 'egress-rules.tf',
  cli: 'egress-rules.sh',
} as const;

/** The calls that read flow logs. Files are tokens here; only this side knows their paths. */
export function flowHandlers({
  model,
  desktop,
  flows,
  about,
  preferences,
}: Pick<WindowHandlerOptions, 'desktop' | 'flows' | 'about' | 'preferences'> & {
  readonly model: Pick<AppModel, 'engine'>;
}): Pick<WindowHandlers, FlowCalls> {
  const tokens = new FileTokens();
  const language = (): Language => {
    const chosen = preferences.get().language;
    return chosen === 'system' ? about().systemLanguage : chosen;
  };
  const shown = (paths: readonly string[]) =>
    paths.map((path) => ({ token: tokens.tokenFor(path), name: basename(path) }));
  return {
    chooseFlowFiles: async ({ of }) => {
      const paths = await desktop.chooseFlowFiles(of);
      return paths.length === 0 ? null : shown(paths);
    },
    dropFlowFiles: async ({ files }) =>
      shown(files.filter((path) => typeof path === 'string' && path !== '') as string[]),
    readFlows: async ({ jobId, source: named, place, ...asked }) => {
      const source = sourceOf(named, tokens);
      const region = place?.region ?? null;
      const question = { kind: 'read', ...asked, source, region } as const;
      if (!asksAws(question)) return flows.read(jobId, { ...question, aws: null });
      if (place === null) throw new CallRefused({ code: 'bad-request' });
      const identity = await model.engine.call('awsIdentity', { jobId, place });
      return flows.read(jobId, { ...question, aws: { place, identity } });
    },
    fetchAddressRanges: async () => flows.fetchRanges(),
    agreeFlows: async ({ jobId }) => flows.agree(jobId),
    exportFlows: async ({ kind }) => {
      const { last } = flows;
      if (last === null) throw new CallRefused({ code: 'not-permitted' });
      const path = await desktop.chooseExportFile(names[kind]);
      if (path === null) return null;
      const { destinations, summary } = last;
      const warnings = tooManyRulesLines(summary.ruleLoads, language());
      if (kind === 'terraform') await saveFile(path, terraformRules(destinations, warnings));
      else if (kind === 'cli') await saveFile(path, cliRules(destinations, warnings), 0o755);
      else await flows.save({ kind: 'save', destinations, path, format: kind });
      return basename(path);
    },
  };
}

/** @throws CallRefused for a file that no dialog and no drop has given. */
function sourceOf(named: CallArgs<'readFlows'>['source'], tokens: FileTokens): FlowSource {
  if (named.engine !== 'local') return named;
  const paths = named.files.map((token) => tokens.pathOf(token));
  if (paths.some((path) => path === null)) throw new CallRefused({ code: 'not-permitted' });
  return { engine: 'local', paths: paths as string[] };
}
