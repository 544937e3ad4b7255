import { linesOf, type SourceLine } from '../lines';
import { type SavedSession, type SavedValue, sessionName } from './saved-session';

const sessionKey =
  /^\[?\s*(?:HKEY_CURRENT_USER|HKCU|HKEY_USERS\\[^\\]+)\\Software\\(?:SimonTatham\\PuTTY|9bis\.com\\KiTTY)\\Sessions\\([^\]\\]+?)\]?\s*$/i;

/**
 * The sessions in an exported `.reg` file or in what `reg query …\Sessions /s` prints. Keys of other
 * programs are passed over.
 */
export function registrySessions(file: string, text: string): readonly SavedSession[] {
  const sessions: SavedSession[] = [];
  let values: Map<string, SavedValue> | null = null;
  for (const line of linesOf(file, text)) {
    if (/^\[?-?\s*HK/i.test(line.text)) {
      const name = sessionKey.exec(line.text)?.[1];
      values = name === undefined ? null : new Map();
      if (name !== undefined && values !== null) {
        sessions.push({ name: sessionName(name), line, values });
      }
      continue;
    }
    const entry = exportedValue(line) ?? queriedValue(line);
    if (entry !== null) values?.set(entry.key.toLowerCase(), { text: entry.text, line });
  }
  return sessions;
}

interface Entry {
  readonly key: string;
  readonly text: string;
}

/** `"HostName"="bastion"` and `"PortNumber"=dword:00000016`. */
function exportedValue({ text }: SourceLine): Entry | null {
  const parts = /^\s*"((?:[^"\\]|\\.)*)"=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9a-f]{1,8}))\s*$/i.exec(
    text,
  );
  if (parts === null) return null;
  const plain = (escaped: string): string => escaped.replace(/\\(.)/g, '$1');
  const value =
    parts[3] === undefined ? plain(parts[2] ?? '') : String(Number.parseInt(parts[3], 16));
  return { key: plain(parts[1] ?? ''), text: value };
}

/** `    HostName    REG_SZ    bastion` and `    PortNumber    REG_DWORD    0x16`. */
function queriedValue({ text }: SourceLine): Entry | null {
  const parts = /^\s{2,}(\S+)\s+REG_(SZ|DWORD)(?:\s+(.*))?$/.exec(text);
  if (parts === null) return null;
  const [, key = '', type, value = ''] = parts;
  return { key, text: type === 'DWORD' ? String(Number.parseInt(value, 16)) : value.trimEnd() };
}

/** A file of ~/.putty/sessions: `key=value` lines, its name the session's (PuTTY, unix/storage.c). */
export function fileSession(fileName: string, text: string): SavedSession {
  const lines = linesOf(fileName, text);
  const values = new Map<string, SavedValue>();
  for (const line of lines) {
    const at = line.text.indexOf('=');
    if (at > 0)
      values.set(line.text.slice(0, at).toLowerCase(), { text: line.text.slice(at + 1), line });
  }
  const [first = { file: fileName, number: 1, text: '' }] = lines;
  return { name: sessionName(fileName), line: first, values };
}
