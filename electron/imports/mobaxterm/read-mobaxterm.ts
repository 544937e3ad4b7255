import { importLimits } from '../../../shared/model/import-limits';
import type { Found, FoundTunnel } from '../found-tunnel';
import type { ImportFiles } from '../import-files';
import { type IniEntry, iniEntries } from '../ini';
import { isTooLong } from '../lines';
import { leftOut, refused, Verdicts } from '../verdicts';
import { isSessionLine, readSessionLine } from './session-line';
import { isTunnelLine, readTunnelLine } from './tunnel-line';

/**
 * The tunnels and SSH sessions of MobaXterm: of `MobaXterm.ini`, of an exported `.mobaconf`,
 * `.mxtsessions` or `.mxtunnels`. Sections with passwords are neither read nor shown.
 */
export function readMobaXterm(text: string, name: string, files: ImportFiles): Found {
  const verdicts = new Verdicts();
  const tunnels: FoundTunnel[] = [];
  const entries = iniEntries(name, text);
  const folders = foldersOf(entries);
  for (const entry of entries) {
    if (/^(passwords|credentials|sesspass)$/.test(entry.section)) {
      verdicts.give(entry.line, leftOut({ code: 'secret-not-read' }), '••••••');
      continue;
    }
    const isTunnel = isTunnelLine(entry);
    if (!isTunnel && !isSessionLine(entry)) continue;
    if (isTooLong(entry.line)) {
      verdicts.give(entry.line, refused({ code: 'too-long', limit: importLimits.line }));
      continue;
    }
    const folder = folders.get(entry.section) ?? '';
    const { tunnel, verdict } = isTunnel
      ? readTunnelLine(entry, files)
      : readSessionLine(entry, folder, files);
    verdicts.give(entry.line, verdict);
    if (tunnel !== null) tunnels.push(tunnel);
  }
  return { tunnels, lines: verdicts.lines() };
}

function foldersOf(entries: readonly IniEntry[]): ReadonlyMap<string, string> {
  const named = entries.filter(({ key }) => key.toLowerCase() === 'subrep');
  return new Map(named.map(({ section, value }) => [section, value]));
}
