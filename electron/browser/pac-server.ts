import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { FailureError } from '../../shared/model/failure';
import { sameText, statusOfLocal } from './local-request';
import { pacType } from './pac';

export interface PacServerOptions {
  /** A secret part of the address: whoever does not know it learns nothing. */
  readonly token: string;
  /** The script as it is now. */
  readonly script: () => string;
}

/** What an address of a script ends in. */
const fileName = 'culvert.pac';

/**
 * Serves one proxy script on 127.0.0.1. It tells which networks a person can reach, so web pages must
 * not read it: not by an address they cannot guess, not under another name that leads here (DNS
 * rebinding), not from a page of another site, and never with a right to share it across origins.
 */
export class PacServer {
  readonly #options: PacServerOptions;
  #server: Server | null = null;
  #port = 0;

  constructor(options: PacServerOptions) {
    this.#options = options;
  }

  /** Where the script is, or null while it is not served. */
  get url(): string | null {
    return this.#server === null
      ? null
      : `http://127.0.0.1:${this.#port}/${this.#options.token}/${fileName}`;
  }

  /**
   * @param port 0 lets the system pick one.
   * @returns the port.
   * @throws FailureError `port-in-use`, `port-reserved`, `listen-failed`.
   */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const server = createServer((request, response) => this.#answer(request, response));
      server.headersTimeout = 5_000;
      server.requestTimeout = 5_000;
      server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, port)));
      server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        const address = server.address();
        this.#port = address !== null && typeof address === 'object' ? address.port : port;
        this.#server = server;
        resolve(this.#port);
      });
    });
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const judged = this.#judge(request);
    const script = judged === 200 ? this.#script() : null;
    const status = judged === 200 && script === null ? 500 : judged;
    response.statusCode = status;
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    response.setHeader('connection', 'close');
    if (script === null) return void response.end();
    response.setHeader('content-type', pacType);
    response.end(request.method === 'HEAD' ? undefined : script);
  }

  /** Null where it cannot be made: thrown inside a listener, it would end the whole process. */
  #script(): string | null {
    try {
      return this.#options.script();
    } catch {
      return null;
    }
  }

  #judge(request: IncomingMessage): number {
    const status = statusOfLocal(request, this.#port);
    if (status !== 200) return status;
    return sameText(request.url ?? '', `/${this.#options.token}/${fileName}`) ? 200 : 404;
  }
}

function listenFailure(error: NodeJS.ErrnoException, port: number): FailureError {
  if (error.code === 'EADDRINUSE') return new FailureError({ code: 'port-in-use', port });
  if (error.code === 'EACCES') return new FailureError({ code: 'port-reserved', port });
  return new FailureError({ code: 'listen-failed', port, why: error.code ?? error.message });
}
