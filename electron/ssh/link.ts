import ssh2, { type Client } from 'ssh2';
import type { ByteStream } from './byte-stream';

/** ssh2 marks where an error arose; these two are followed by another attempt, not by the end. */
const passingLevels = new Set(['agent', 'client-authentication']);
const allMethodsFailed = 'All configured authentication methods failed';

type LevelledError = Error & { level?: string };

/**
 * One SSH connection and the socket under it, with one end.
 *
 * ssh2 may emit `error` several times or never, so nothing waits for it: the first one that is not
 * passing is kept as the reason, and the closing of the socket is the end. The listener for errors
 * stays for the connection's whole life, as a late one would otherwise end the process.
 */
export class Link {
  readonly client: Client;
  readonly socket: ByteStream;
  /** Resolves once, when the socket has closed, with the first error that explains it. */
  readonly ended: Promise<Error | null>;
  /** Undefined until something has said why, if only that there is nothing to say. */
  #reason: Error | null | undefined;
  #isOpen = true;
  #flush: NodeJS.Timeout | undefined;

  constructor(socket: ByteStream) {
    this.socket = socket;
    this.client = new ssh2.Client();
    this.client.on('error', (error: LevelledError) => {
      const passing = passingLevels.has(error.level ?? '') && error.message !== allMethodsFailed;
      if (!passing) this.destroy(error, 500);
    });
    socket.on('error', (error) => this.destroy(error));
    socket.on('end', () => this.destroy(null));
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isOpen = false;
        clearTimeout(this.#flush);
        resolve(this.#reason ?? null);
      });
    });
  }

  /** False from the moment the end is certain: nothing new may be sent from then on. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Says goodbye to the server and closes; forced after a second. */
  end(): void {
    this.client.end();
    this.destroy(null, 1_000);
  }

  /**
   * Closes the connection for a reason; the first reason given is the one that counts.
   *
   * @param graceMs lets what is written still go out, such as ssh2's own goodbye.
   */
  destroy(reason: Error | null, graceMs = 0): void {
    this.#isOpen = false;
    if (this.#reason === undefined) this.#reason = reason;
    if (graceMs === 0) {
      this.socket.destroy();
      return;
    }
    this.#flush ??= setTimeout(() => this.socket.destroy(), graceMs);
  }
}
