import type { FailureOf } from '../../model/failure';

/** `host:port`, with the brackets IPv6 addresses need (RFC 3986, 3.2.2). */
export function at(place: { readonly host: string; readonly port: number }): string {
  return place.host.includes(':') ? `[${place.host}]:${place.port}` : `${place.host}:${place.port}`;
}

/** A host of AWS with its region; what AWS serves the whole world from has none. */
export function placeOf(host: string, region: string, separator = ', '): string {
  return region === '' ? host : `${host}${separator}${region}`;
}

const longestList = 6;

/** A list cut to what a tired reader takes in; the rest shows as an ellipsis. */
export function list(items: readonly string[], separator = ', '): string {
  const shown = items.slice(0, longestList).join(separator);
  return items.length > longestList ? `${shown}${separator}…` : shown;
}

/**
 * A file's name as it may stand in a command that people paste into a shell. A name with anything
 * a shell might act upon is replaced by a placeholder.
 */
export function inCommand(name: string): string {
  if (/^[\p{L}\p{N}_.][\p{L}\p{N}_.-]*$/u.test(name)) return name;
  return /^[\p{L}\p{N}_.][\p{L}\p{N}_. -]*$/u.test(name) ? `"${name}"` : 'KEYFILE';
}

/** The key file's name without its ending, for the name of a converted copy. */
export function stem(name: string): string {
  const cut = name.replace(/\.[^.]*$/, '');
  return cut === '' ? 'key' : cut;
}

/** The sshd_config(5) line that gives Culvert something to agree on. */
export const sshdRemedy: Readonly<Record<FailureOf<'algorithms-mismatch'>['kind'], string>> = {
  'key-exchange': 'KexAlgorithms +curve25519-sha256,ecdh-sha2-nistp256',
  cipher: 'Ciphers +aes128-gcm@openssh.com,aes256-ctr',
  mac: 'MACs +hmac-sha2-256-etm@openssh.com,hmac-sha2-256',
  'host-key': 'HostKeyAlgorithms +ssh-ed25519,rsa-sha2-512',
  compression: 'Compression yes',
  unknown: 'KexAlgorithms +curve25519-sha256',
};
