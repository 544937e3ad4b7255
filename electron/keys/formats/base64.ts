import { corrupt, truncated } from '../key-problem';

/**
 * Decodes base64 (RFC 4648 section 4) and takes nothing but its one proper spelling: Node's own
 * decoder passes over what it does not know, which would hide damage.
 *
 * @throws KeyProblemError key-truncated when it stops inside a group of four; else key-corrupt.
 */
export function decodeBase64(text: string, format: string): Buffer {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw corrupt(format);
  if (text.length % 4 !== 0) throw truncated(format);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw corrupt(format);
  return bytes;
}
