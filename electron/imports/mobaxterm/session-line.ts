import { hostSchema, portSchema, userSchema } from '../../../shared/model/profile';
import { type FoundTunnel, plainTunnel, portNumber, problemOf, tidyName } from '../found-tunnel';
import type { ImportFiles } from '../import-files';
import type { IniEntry } from '../ini';
import { leftOut, refused, taken, type Verdict } from '../verdicts';
import { mobaKeyPath, unescapeMoba } from './place';

/** What the second number of a session says. */
const protocols: ReadonlyMap<string, string> = new Map([
  ['0', 'SSH'],
  ['1', 'telnet'],
  ['2', 'rsh'],
  ['4', 'RDP'],
  ['5', 'VNC'],
  ['6', 'FTP'],
  ['7', 'SFTP'],
  ['8', 'serial'],
]);

/** Whether an entry of MobaXterm.ini is a session, and not what describes the folder of sessions. */
export function isSessionLine({ section, key }: IniEntry): boolean {
  return /^bookmarks(_\d+)?$/.test(section) && !/^(subrep|imgnum)$/i.test(key);
}

/**
 * The bastion of a session `NAME=#icon#protocol%host%port%user%…`: a tunnel it could carry. Groups are
 * parted by `#`, fields by `%`; the key stands near the fifteenth field.
 *
 * @param folder of the session, with `\` between levels; empty for none.
 */
export function readSessionLine(
  { key, value }: IniEntry,
  folder: string,
  files: ImportFiles,
): { readonly tunnel: FoundTunnel | null; readonly verdict: Verdict } {
  const parts = /#(\d+)#([^#]*)/.exec(value);
  const [protocol = '', host = '', digits = '', login = '', ...rest] = (parts?.[2] ?? '').split(
    '%',
  );
  if (parts === null || host === '') return none(refused({ code: 'malformed' }));
  // The icon of SSH is 109; other programs' sessions share its protocol number.
  if (protocol !== '0' || parts[1] !== '109') {
    return none(
      leftOut({ code: 'not-ssh', protocol: protocols.get(protocol) ?? protocol.slice(0, 32) }),
    );
  }
  const address = unescapeMoba(host);
  const port = digits === '' ? 22 : portNumber(digits);
  const user = userOf(unescapeMoba(login));
  const problem =
    problemOf(hostSchema, address) ??
    problemOf(portSchema, port) ??
    (user === null ? null : problemOf(userSchema, user));
  if (problem !== null) return none(refused({ code: 'bad-value', problem }));
  const keyPath = mobaKeyPath(rest.slice(6, 16).find(looksLikeKey) ?? '', files);
  if (keyPath !== null && typeof keyPath !== 'string') return none(keyPath);
  const tunnel: FoundTunnel = {
    ...plainTunnel,
    name: tidyName(unescapeMoba(key), address),
    group: folder === '' ? null : tidyName(folder.replaceAll('\\', ' / '), 'MobaXterm'),
    host: address,
    port,
    user,
    localPort: null,
    authentication: keyPath === null ? 'password' : 'key-file',
    keyPath,
    proposed: false,
  };
  return { tunnel, verdict: taken };
}

function none(verdict: Verdict) {
  return { tunnel: null, verdict };
}

/** `<default>` and `[credentials]` stand for what is kept elsewhere, with a password. */
function userOf(text: string): string | null {
  return text === '' || /^[<[]/.test(text) ? null : text;
}

function looksLikeKey(field: string): boolean {
  return /[\\/]/.test(field) || /\.(ppk|pem|key)$/i.test(field);
}
