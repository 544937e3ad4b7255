import type { Client } from 'ssh2';

/** As much of ssh2's insides as one question and its answer take. */
interface Inside {
  readonly _callbacks: ((refused: boolean | Error | undefined) => void)[];
  readonly _protocol: { ping(): void };
}

/**
 * Measures the round trip to the server's sshd: one `keepalive@openssh.com` request, which every
 * server answers, be it with a refusal (RFC 4254, section 4).
 *
 * @returns milliseconds; null when no answer came in time or the connection ended.
 */
export function roundTrip(client: Client, timeoutMs: number): Promise<number | null> {
  const { _callbacks, _protocol } = client as unknown as Inside;
  return new Promise((resolve) => {
    const began = performance.now();
    const timer = setTimeout(() => resolve(null), timeoutMs);
    // Answers come in the order of the requests, so a place in ssh2's own queue is taken first.
    _callbacks.push((refused) => {
      clearTimeout(timer);
      resolve(refused instanceof Error ? null : performance.now() - began);
    });
    _protocol.ping();
  });
}
