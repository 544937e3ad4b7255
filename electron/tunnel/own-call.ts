import { connect, type Socket } from 'node:net';

/** What became of a call: `unknown` when no connection came about, which says nothing. */
export type Outcome = 'ours' | 'not ours' | 'unknown';

/** How often a listener that is busy with others may keep a call waiting for as long again. */
const mostFurther = 3;

/**
 * A connection to a port that this process listens on. Whoever accepts there settles it; one that
 * waits for too long was accepted by somebody else. Keeps no process alive.
 */
export class OwnCall {
  readonly outcome: Promise<Outcome>;
  readonly #socket: Socket;
  readonly #timer: NodeJS.Timeout;
  #decide: (outcome: Outcome) => void = () => undefined;
  #isConnected = false;
  #isSettled = false;
  /** What the listener has accepted since the last judgement. */
  #accepted: 'nothing' | 'calls' | 'others' = 'nothing';
  #further = 0;

  /** @param address a literal one of this computer. */
  constructor(address: string, port: number, patienceMs: number) {
    this.outcome = new Promise((resolve) => {
      this.#decide = resolve;
    });
    this.#timer = setTimeout(() => this.#judge(), patienceMs).unref();
    // Bound to that address, so that its own end is known at once; Windows would tell it late.
    this.#socket = connect({ host: address, port, localAddress: address }).unref();
    this.#socket.once('connect', () => {
      this.#isConnected = true;
      if (!this.#isSettled) this.#timer.refresh();
    });
    // A connection that another program has ended is judged all the same.
    this.#socket.on('error', () => {
      if (!this.#isConnected) this.settle('unknown');
    });
  }

  isOtherEndOf({ remoteAddress, remotePort }: Socket): boolean {
    const { localAddress, localPort } = this.#socket;
    return remotePort !== undefined && remotePort === localPort && remoteAddress === localAddress;
  }

  /**
   * The listener has accepted something else, which came before this call perhaps.
   *
   * @param isCall another call of ours: there are few of those.
   */
  putOff(isCall: boolean): void {
    if (!isCall) this.#accepted = 'others';
    else if (this.#accepted === 'nothing') this.#accepted = 'calls';
  }

  /** Decides the outcome and ends the connection. */
  settle(outcome: Outcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    if (this.#isConnected) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
    this.#decide(outcome);
  }

  /**
   * Timers come before connections: when this process was held up, what it has yet to accept comes
   * between the timer and what the timer sets, and one connection at a time.
   */
  #judge(): void {
    setImmediate(() => {
      if (this.#isSettled) return;
      if (!this.#isConnected) return this.settle('unknown');
      const accepted = this.#accepted;
      this.#accepted = 'nothing';
      if (accepted === 'others') this.#further += 1;
      if (accepted === 'nothing' || this.#further > mostFurther) this.settle('not ours');
      else this.#timer.refresh();
    });
  }
}
