import { type HostKey, hostKeyOf, isWholeKey } from './host-key';
import { coversHost } from './host-pattern';

/** What stands in front of a line: nothing, `@revoked` or `@cert-authority`. */
export type Marker = 'none' | 'revoked' | 'cert-authority';

/** A line of known_hosts that speaks of the host asked about. */
export interface KnownKey {
  readonly marker: Marker;
  readonly key: HostKey;
  /** Counted from 1. */
  readonly line: number;
}

const markers: Readonly<Record<string, Marker>> = {
  '@revoked': 'revoked',
  '@cert-authority': 'cert-authority',
};

/**
 * The keys a known_hosts file records for a host (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
 * Comments, blank lines and lines that are not valid are passed over, as OpenSSH does: a damaged
 * line says nothing about a host and must not hide the ones after it.
 *
 * @param name as `knownHostsName` makes it.
 */
export function knownKeys(file: Buffer, name: string): KnownKey[] {
  // One character a byte: names are matched by bytes, and a file need not be valid UTF-8.
  const lines = file.toString('latin1').split('\n');
  return lines.flatMap((text, index) => {
    const known = readLine(text, name);
    return known === null ? [] : [{ ...known, line: index + 1 }];
  });
}

function readLine(text: string, name: string): Omit<KnownKey, 'line'> | null {
  const line = text.replace(/^[ \t]+/, '');
  if (line === '' || line.startsWith('#')) return null;
  const marked = takeMarker(line);
  if (marked === null) return null;
  const [, hosts = '', keyText = ''] = /^([^ \t]*)[ \t]*(.*)$/s.exec(marked.rest) ?? [];
  if (coversHost(hosts, name) !== true) return null;
  const key = readKey(keyText);
  return key === null ? null : { marker: marked.marker, key };
}

/**
 * Takes the marker off a line; null when it is not one we know, or there are two. A marker ends at
 * the first space of the line even where a tab stands nearer: OpenSSH looks for the tab only in
 * lines without a space, and reads the rest as an unknown marker.
 */
function takeMarker(line: string): { marker: Marker; rest: string } | null {
  if (!line.startsWith('@')) return { marker: 'none', rest: line };
  const space = line.indexOf(' ');
  const end = space === -1 ? line.indexOf('\t') : space;
  const marker = end === -1 ? undefined : markers[line.slice(0, end)];
  const rest = line.slice(end).replace(/^[ \t]+/, '');
  return marker === undefined || rest.startsWith('@') ? null : { marker, rest };
}

/** The key of a line: its type, its blob in base64 and perhaps a comment. */
function readKey(text: string): HostKey | null {
  const [, type = '', encoded = ''] = /^([^ \t]+)[ \t]+([^ \t]+)/.exec(text) ?? [];
  const blob = strictBase64(encoded);
  return blob !== null && isWholeKey(type, blob) ? hostKeyOf(blob) : null;
}

/** OpenSSH's decoder skips white space (a CRLF file leaves some) and takes nothing else amiss. */
function strictBase64(text: string): Buffer | null {
  const compact = text.replace(/[\r\v\f]/g, '');
  const bytes = Buffer.from(compact, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === compact ? bytes : null;
}
