import type { ExportKind } from '../../shared/model/export';
import { exportWords } from '../../shared/text/exports';
import { makeExport } from '../browser/exports/make-export';
import { unfitDomains } from '../browser/tunnel-patterns';
import { saveFile } from '../storage/save-file';
import { readArguments, UsageError } from './arguments';
import { networkFrom } from './cluster-network';
import { exitCode } from './exit-code';
import { exportOptions, exportSourceFrom } from './export-source';
import type { Output } from './output';

/** What can be exported, each with its variants; the first is taken where --for is not given. */
const exports: Readonly<Record<string, Readonly<Record<string, ExportKind>>>> = {
  foxyproxy: {
    current: 'foxyproxy',
    'append-proxy': 'foxyproxy-proxy',
    'append-patterns': 'foxyproxy-patterns',
    'legacy-json': 'foxyproxy-legacy-json',
    xml: 'foxyproxy-xml',
  },
  pac: { pac: 'pac' },
  zeroomega: { zeroomega: 'zeroomega' },
  'firefox-policy': { 'firefox-policy': 'firefox-policy' },
  env: { sh: 'shell', powershell: 'powershell' },
  'ssh-config': { 'ssh-config': 'ssh-config' },
};

/** Writes what browsers and other programs need to use a tunnel, to a file or to stdout. */
export async function exportSettings(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readArguments(args, exportOptions, 1);
  const kind = kindFrom(positionals[0], values.for);
  const told = await networkFrom(values, output);
  const source = exportSourceFrom(values, told);
  const { readAt, vpcCidrs } = source.network;
  if (told === null && readAt !== undefined && vpcCidrs !== null) {
    const day = readAt.slice(0, 10);
    output.diagnose(
      `culvert: the VPC's ranges are as AWS told on ${day}; --cluster ID asks again.`,
    );
  }
  if (kind === 'ssh-config' && source.ssh === null) {
    throw new UsageError('export ssh-config of which bastion? --profile NAME or --host HOST');
  }
  for (const domain of unfitDomains(source, source.network)) {
    output.diagnose(`culvert: "${domain}" is no name DNS can carry: it is not in the export.`);
  }
  const { text } = makeExport(kind, source, new Date());
  if (values.out === undefined) {
    process.stdout.write(text);
    return exitCode.done;
  }
  await saveFile(values.out, text);
  const { replaces } = exportWords(kind, output.language);
  output.result({ event: 'exported', file: values.out }, `Wrote ${values.out}. ${replaces}`);
  return exitCode.done;
}

function kindFrom(what: string | undefined, variant: string | undefined): ExportKind {
  const variants = what !== undefined && Object.hasOwn(exports, what) ? exports[what] : undefined;
  if (variants === undefined) {
    throw new UsageError(`export what? ${Object.keys(exports).join(', ')}`);
  }
  const names = Object.keys(variants);
  const kind = variants[variant ?? names[0] ?? ''];
  if (kind !== undefined) return kind;
  throw new UsageError(
    names.length === 1
      ? `${what} has no variants: leave --for out`
      : `--for takes ${names.join(', ')}, not "${variant}"`,
  );
}
