import { linesOf, type SourceLine } from './lines';

/** A `key=value` line of an ini file, with the section it stands in. */
export interface IniEntry {
  readonly line: SourceLine;
  /** In lower case; empty before the first heading. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The entries of an ini file. What is neither entry, heading nor comment is passed over. */
export function iniEntries(file: string, text: string): readonly IniEntry[] {
  const entries: IniEntry[] = [];
  let section = '';
  for (const line of linesOf(file, text)) {
    const heading = /^\s*\[([^\]]*)\]\s*$/.exec(line.text);
    if (heading !== null) {
      section = (heading[1] ?? '').trim().toLowerCase();
      continue;
    }
    const at = line.text.indexOf('=');
    if (at <= 0 || /^\s*[;#]/.test(line.text)) continue;
    entries.push({
      line,
      section,
      key: line.text.slice(0, at).trim(),
      value: line.text.slice(at + 1).trim(),
    });
  }
  return entries;
}
