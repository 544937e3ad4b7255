import { onBeat } from './beat';
import type { Link } from './link';
import { requestNewKeys } from './session-internals';

export interface RekeyLimits {
  readonly bytes: number;
  readonly ms: number;
}

/**
 * How long one set of keys is used: an hour, as RFC 4253 (9) recommends, or 4 GiB, far below what
 * any of our ciphers may encrypt under one key (RFC 4344, 3.2). Its single gigabyte was meant for
 * ciphers with blocks of 64 bits.
 */
export const rekeyLimits: RekeyLimits = { bytes: 4 * 2 ** 30, ms: 3_600_000 };

/**
 * Asks for new keys when the present ones are old, since ssh2 leaves that to the server and some
 * never do it. Keys that the server has changed meanwhile are young.
 *
 * @returns stops the watch.
 */
export function keepKeysFresh(link: Link, limits: RekeyLimits = rekeyLimits): () => void {
  const carried = () => link.socket.bytesRead + link.socket.bytesWritten;
  let since = performance.now();
  let from = carried();
  const begin = () => {
    since = performance.now();
    from = carried();
  };
  link.client.on('handshake', begin);
  const look = () => {
    if (carried() - from < limits.bytes && performance.now() - since < limits.ms) return;
    begin();
    if (link.isOpen) requestNewKeys(link);
  };
  if (limits.ms / 4 >= 2_000) return onBeat(look);
  const timer = setInterval(look, limits.ms / 4);
  return () => clearInterval(timer);
}
