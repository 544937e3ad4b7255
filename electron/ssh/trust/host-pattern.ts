import { createHmac } from 'node:crypto';
import { fitsWildcard } from '../../../shared/model/wildcard';

/**
 * Matching of the first field of a known_hosts line, as sshd(8) "SSH_KNOWN_HOSTS FILE FORMAT"
 * describes it and OpenSSH's match.c and hostfile.c decide where the manual is silent.
 */

/** OpenSSH copies each pattern into 1,024 bytes and gives the whole list up when one does not fit. */
const longestPatternBytes = 1022;
const hashMagic = '|1|';
const saltBytes = 20;

/**
 * Whether the host field of a line covers a host.
 *
 * @param name as {@link knownHostsName} makes it, in lower case.
 * @param field one comma list of patterns, or one hashed name.
 * @returns null when the field is a hashed name that is not well formed: the line is then invalid.
 */
export function coversHost(field: string, name: string): boolean | null {
  return field.startsWith('|') ? isHashOf(field, name) : isInPatternList(field, name);
}

/** How a host is written in known_hosts: plain for port 22, else `[host]:port`; in lower case. */
export function knownHostsName(host: string, port: number): string {
  const name = lowerCase(Buffer.from(host, 'utf8').toString('latin1'));
  return port === 22 ? name : `[${name}]:${port}`;
}

/** A hashed name in the form HashKnownHosts writes: `|1|salt|HMAC-SHA1(salt, name)`. */
export function hashedName(name: string, salt: Buffer): string {
  const digest = createHmac('sha1', salt).update(name, 'latin1').digest('base64');
  return `${hashMagic}${salt.toString('base64')}|${digest}`;
}

function isHashOf(field: string, name: string): boolean | null {
  const end = field.indexOf('|', hashMagic.length);
  if (!field.startsWith(hashMagic) || end === -1) return null;
  const salt = Buffer.from(field.slice(hashMagic.length, end), 'base64');
  return salt.length === saltBytes ? hashedName(name, salt) === field : null;
}

/** One negated pattern that matches vetoes the line, wherever in the list it stands. */
function isInPatternList(list: string, name: string): boolean {
  let found = false;
  for (const item of list.split(',')) {
    const negated = item.startsWith('!');
    const pattern = lowerCase(negated ? item.slice(1) : item);
    if (pattern.length > longestPatternBytes) return false;
    if (!fitsWildcard(name, pattern)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

/** ASCII letters only: names are compared by their bytes, and other bytes have no case. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
