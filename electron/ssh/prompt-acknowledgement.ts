import type { Link } from './link';
import { packetsSentOn, sendNothing } from './session-internals';

/** As long as the shortest full segment that is usual: the one of IPv6's least packet, bytes. */
const segmentBytes = 1_220;
/** As long as the longest: loopback's, whose packets have 64 KiB; those of a VPC have 9,001 bytes. */
const nearSegmentBytes = 65_483;
/** On a shorter line a few packets more are in nobody's way, ms. */
const nearMs = 2;

/**
 * Has what comes from the server acknowledged at once, where the system would wait for up to 40 ms
 * (RFC 1122, 4.2.3.2) for something to send along.
 *
 * sshd asks for TCP_NODELAY only where there is a shell, so that of two short things it says the
 * second waits until the first is acknowledged (RFC 896): the next answer of a page, or the window
 * that an upload needs to go on. Nothing but a packet makes the system acknowledge; where none has
 * left by the end of the loop's turn, one that says nothing does (RFC 4253, 11.2). Of more than a
 * segment's worth the system tells by itself; how much that is, nobody tells us. Where it is taken
 * for too little an acknowledgement is late, where for too much a download sends a packet for each
 * segment, which on a line with little room the other way would be felt.
 *
 * @param lineMs the bare way to the server and back, ms; null while it is not known.
 */
export function acknowledgePromptly(link: Link, lineMs: () => number | null): void {
  let isDue = false;
  const segment = () => ((lineMs() ?? nearMs) < nearMs ? nearSegmentBytes : segmentBytes);
  const listener = (bytes: Buffer) => {
    if (isDue || bytes.length >= segment()) return;
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
