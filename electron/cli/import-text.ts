import type { ImportDraft, ImportPreview, ImportTunnel } from '../../shared/model/import-preview';
import type { Language } from '../../shared/model/language';
import { importNote, importReason, importWords } from '../../shared/text/imports';

/** A preview for a terminal: the tunnels, those chosen with a cross, then what became of each line. */
export function previewText(
  { source, tunnels, lines }: ImportPreview,
  chosen: readonly ImportTunnel[],
  language: Language,
): string {
  const { sources, verdicts } = importWords(language);
  const wide = Math.max(...Object.values(verdicts).map((word) => word.length));
  return [
    `${sources[source]}: ${tunnels.length}`,
    ...tunnels.flatMap((tunnel) => [
      '',
      `  [${chosen.includes(tunnel) ? 'x' : ' '}] ${way(tunnel.draft)}`,
      ...tunnel.notes.map((note) => `      ${importNote(note, language)}`),
    ]),
    '',
    ...lines.flatMap(({ file, line, text, verdict, why }) => [
      `${verdicts[verdict].padEnd(wide)}  ${file}:${line}  ${text}`,
      ...(why === null ? [] : [`${' '.repeat(wide)}  ${importReason(why, language)}`]),
    ]),
  ].join('\n');
}

/** The whole way of a tunnel on one line, in ssh's own letters. */
function way({
  name,
  kind,
  bastion,
  jumpHosts,
  listenAddress,
  localPort,
  forward,
  keyFile,
}: ImportDraft) {
  const letter = { dynamic: 'D', local: 'L', remote: 'R' }[kind];
  const target = forward === null ? '' : ` ${forward.host}:${forward.port}`;
  const hops = jumpHosts.map(({ host, port, user }) => `${user}@${host}:${port}`);
  return [
    `${name}: -${letter} ${listenAddress}:${localPort}${target}`,
    [...hops, `${bastion.user}@${bastion.host || '?'}:${bastion.port}`].join(' > '),
    ...(keyFile === null ? [] : [keyFile.path]),
  ].join('  ');
}
