import type { Link } from './link';
import { packetsSentOn, sendNothing } from './session-internals';

/** As long as the shortest full segment that is usual: the one of IPv6's least packet, bytes. */
const segmentBytes = 1_220;

/**
 * Has what comes from the server acknowledged at once, where the system would wait for up to 40 ms
 * (RFC 1122, 4.2.3.2) for something to send along.
 *
 * sshd asks for TCP_NODELAY only where there is a shell, so that of two short things it says the
 * second waits until the first is acknowledged (RFC 896): the next answer of a page, or the window
 * that an upload needs to go on. Nothing but a packet makes the system acknowledge; where none has
 * left by the end of the loop's turn, one that says nothing does (RFC 4253, 11.2). Of more than a
 * segment's worth the system tells by itself.
 */
export function acknowledgePromptly(link: Link): void {
  let isDue = false;
  const listener = (bytes: Buffer) => {
    if (isDue || bytes.length >= segmentBytes) return;
    isDue = true;
    const sentBefore = packetsSentOn(link);
    setImmediate(() => {
      isDue = false;
      if (link.isOpen && packetsSentOn(link) === sentBefore) sendNothing(link);
    });
  };
  // Before ssh2 hears of it: what it sends in answer counts.
  link.socket.prependListener('data', listener);
}
