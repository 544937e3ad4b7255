import type { Link } from './link';

/** Ends by itself in every shell, in cmd.exe and PowerShell as well. */
const command = 'exit 0';
/** A forced command may do something else (sshd_config(5), ForceCommand): so long it is waited for, ms. */
const longestMs = 10_000;

/**
 * Opens a session on the server and lets it end at once (RFC 4254, 6.5).
 *
 * sshd asks for TCP_NODELAY for a connection with its first session only. On one that merely
 * forwards, the end of each answer waits until the one before it is acknowledged (RFC 896), which
 * takes a round trip: half as much again for a request of a browser. Nothing depends on the session:
 * a server that forwards and nothing else refuses it.
 */
export function openBriefSession(link: Link): void {
  link.client.exec(command, (refused, channel) => {
    if (refused !== undefined) return;
    const timer = setTimeout(() => channel.close(), longestMs);
    timer.unref();
    channel.once('close', () => clearTimeout(timer));
    // The end of the connection is told by the link.
    channel.on('error', () => undefined);
    channel.resume();
    channel.stderr.resume();
    channel.end();
  });
}
