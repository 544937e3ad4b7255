import { connect, type Socket } from 'node:net';

/** A TCP client that keeps every byte it gets and remembers how its connection ended. */
export class RawClient {
  readonly socket: Socket;
  /** The error that ended the connection, such as ECONNRESET. */
  error: NodeJS.ErrnoException | null = null;
  /** Whether the server's FIN has come. */
  ended = false;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
      this.#wake();
    });
    socket.on('end', () => {
      this.ended = true;
      this.#wake();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.error = error;
    });
    socket.on('close', () => this.#wake());
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  /** Connects and sends the first bytes. */
  static async say(port: number, bytes: Buffer): Promise<RawClient> {
    const client = await RawClient.connect(port);
    client.socket.write(bytes);
    return client;
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get hex(): string {
    return this.received.toString('hex');
  }

  /** Waits for so many bytes in all, or for the end of the connection. */
  async bytes(count: number): Promise<Buffer> {
    while (this.#size < count && !this.ended && !this.socket.closed) await this.#news();
    return this.received;
  }

  /** Waits until the server has closed its side or the connection broke; everything received. */
  async end(): Promise<Buffer> {
    while (!this.ended && !this.socket.closed) await this.#news();
    return this.received;
  }

  /** Ends with a reset instead of a FIN. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
