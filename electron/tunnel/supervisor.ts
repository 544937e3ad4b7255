import { type Failure, FailureError, failureFrom } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { SessionFacts, Stage, Traffic, TunnelState } from '../../shared/model/tunnel-state';
import type { Destination, Dial, Flow } from '../socks/flow';
import { Slots } from '../socks/slots';
import type { ByteCounter } from '../ssh/bridge';
import { newTunnel, step, type Tunnel, type TunnelEffect, type TunnelEvent } from './machine';
import { WaitingRoom } from './waiting-room';

/** A live connection to the bastion, as much of it as a tunnel needs. */
export interface Connection {
  readonly facts: SessionFacts;
  readonly isOpen: boolean;
  readonly closed: Promise<Failure>;
  openFlow(destination: Destination, signal: AbortSignal, counter: ByteCounter): Promise<Flow>;
  close(): void;
}

/** The bound SOCKS listener, as much of it as a tunnel needs. */
export interface Listener {
  readonly port: number;
  readonly flows: number;
  resetFlows(): void;
  close(): Promise<void>;
}

export interface SupervisorOptions {
  readonly reconnect: boolean;
  /** Binds the listener; rejects with FailureError `port-…` or `listen-failed`. */
  readonly bind: (dial: Dial, refused: (failure: Failure) => void) => Promise<Listener>;
  /** Dials and logs in; rejects with FailureError. */
  readonly connect: (onStage: (stage: Stage) => void, signal: AbortSignal) => Promise<Connection>;
  readonly onState: (state: TunnelState) => void;
  readonly onLog: (event: LogEvent) => void;
}

/** Channels asked of the bastion at once; more wait for their turn, in the order they came. */
const openingsAtOnce = 64;
const openingsWaiting = 1_000;

/** Runs one tunnel: does what the machine asks for and tells it what came of it. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #room = new WaitingRoom<Connection>();
  readonly #openings = new Slots(openingsAtOnce, openingsWaiting);
  #tunnel: Tunnel;
  #listener: Listener | null = null;
  #connection: Connection | null = null;
  #run = new AbortController();
  #retry: NodeJS.Timeout | undefined;
  #binding: Promise<void> = Promise.resolve();
  #released: Promise<void> = Promise.resolve();
  #bytesUp = 0;
  #bytesDown = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#tunnel = newTunnel(options.reconnect);
  }

  get state(): TunnelState {
    return this.#tunnel.state;
  }

  get traffic(): Traffic {
    return {
      bytesUp: this.#bytesUp,
      bytesDown: this.#bytesDown,
      flows: this.#listener?.flows ?? 0,
      held: this.#room.size,
    };
  }

  /** @param persistent see the machine: whether even the first dial is repeated. */
  start(persistent: boolean): void {
    this.#dispatch({ type: 'start', persistent });
  }

  /** Resolves when the listener and the connection are gone. */
  async stop(): Promise<void> {
    this.#dispatch({ type: 'stop' });
    await this.#released;
  }

  #dispatch(event: TunnelEvent): void {
    const before = this.#tunnel.state;
    const moment = { now: Date.now(), random: Math.random() };
    const [tunnel, effects] = step(this.#tunnel, event, moment);
    this.#tunnel = tunnel;
    for (const effect of effects) this.#perform(effect);
    if (tunnel.state !== before) this.#options.onState(tunnel.state);
  }

  #perform(effect: TunnelEffect): void {
    switch (effect.effect) {
      case 'bind':
        this.#run = new AbortController();
        this.#binding = this.#bind(this.#run.signal, this.#released);
        return;
      case 'dial':
        void this.#connect(this.#run.signal);
        return;
      case 'reset-flows':
        this.#listener?.resetFlows();
        return;
      case 'schedule-retry':
        this.#retry = setTimeout(() => this.#dispatch({ type: 'retry-due' }), effect.delayMs);
        return;
      case 'release':
        this.#released = this.#release();
        return;
      case 'log':
        this.#options.onLog(effect.event);
        return;
      default:
        effect satisfies never;
    }
  }

  async #bind(signal: AbortSignal, released: Promise<void>): Promise<void> {
    try {
      await released;
      const listener = await this.#options.bind(this.#dial, (failure) => this.#onRefused(failure));
      if (signal.aborted) {
        await listener.close();
        return;
      }
      this.#listener = listener;
      const listen = { address: '127.0.0.1', port: listener.port } as const;
      this.#dispatch({ type: 'listening', listen });
    } catch (error) {
      if (!signal.aborted) this.#dispatch({ type: 'failed', failure: failureFrom(error) });
    }
  }

  async #connect(signal: AbortSignal): Promise<void> {
    const onStage = (stage: Stage) => {
      if (!signal.aborted) this.#dispatch({ type: 'stage', stage });
    };
    try {
      const connection = await this.#options.connect(onStage, signal);
      if (signal.aborted) {
        connection.close();
        return;
      }
      this.#connection = connection;
      this.#dispatch({ type: 'connected', session: connection.facts });
      this.#room.admit(connection);
      const failure = await connection.closed;
      this.#connection = null;
      if (!signal.aborted) this.#dispatch({ type: 'failed', failure });
    } catch (error) {
      if (!signal.aborted) this.#dispatch({ type: 'failed', failure: failureFrom(error) });
    }
  }

  async #release(): Promise<void> {
    const [listener, connection] = [this.#listener, this.#connection];
    this.#listener = null;
    this.#connection = null;
    this.#run.abort();
    clearTimeout(this.#retry);
    this.#room.dismiss();
    connection?.close();
    // A listener that is bound only now closes itself; its port is not free before that.
    await Promise.all([listener?.close(), connection?.closed, this.#binding]);
    this.#dispatch({ type: 'released' });
  }

  /** Every request of a browser comes this way, and no other way leads out. */
  readonly #dial: Dial = async (destination, signal) => {
    const counter: ByteCounter = {
      up: (bytes) => {
        this.#bytesUp += bytes;
      },
      down: (bytes) => {
        this.#bytesDown += bytes;
      },
    };
    for (;;) {
      const live = this.#connection?.isOpen ? this.#connection : null;
      const connection = live ?? (await this.#room.wait(signal));
      try {
        return await this.#open(connection, destination, signal, counter);
      } catch (error) {
        // The link died under the request before anything was sent: it may wait for the next one.
        if (failureFrom(error).code !== 'connection-lost' || signal.aborted) throw error;
      }
    }
  };

  async #open(
    connection: Connection,
    destination: Destination,
    signal: AbortSignal,
    counter: ByteCounter,
  ): Promise<Flow> {
    const release = await this.#openings.acquire(signal);
    if (release === null) {
      throw new FailureError({ code: 'too-many-connections', limit: openingsAtOnce });
    }
    try {
      return await connection.openFlow(destination, signal, counter);
    } finally {
      release();
    }
  }

  #onRefused(failure: Failure): void {
    this.#options.onLog({ code: 'request-failed', cause: failure });
  }
}
