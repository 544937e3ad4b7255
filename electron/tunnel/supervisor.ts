import { type Failure, failureFrom } from '../../shared/model/failure';
import type { OpenRequests } from '../../shared/model/open-request';
import type { Listen, Traffic, TunnelState } from '../../shared/model/tunnel-state';
import type { ByteCounter } from '../ssh/bridge';
import { Dialler } from './dialler';
import {
  newTunnel,
  type Suspicion,
  type Tunnel,
  type TunnelEffect,
  type TunnelEvent,
} from './life';
import { step } from './machine';
import type { Connection, Listener, SupervisorOptions } from './parts';
import { RequestPath } from './request-path';
import { WaitingRoom } from './waiting-room';

/** A server that answers at all mostly does so within this time, ms. */
const answerMs = 1_500;

/** Runs one tunnel: does what the machine asks for and tells it what came of it. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #room = new WaitingRoom<Connection>();
  readonly #dialler: Dialler<Connection>;
  #tunnel: Tunnel;
  #listener: Listener | null = null;
  #connection: Connection | null = null;
  #run = new AbortController();
  #retry: NodeJS.Timeout | undefined;
  #binding: Promise<void> = Promise.resolve();
  #released: Promise<void> = Promise.resolve();
  #bytesUp = 0;
  #bytesDown = 0;
  readonly #counter: ByteCounter = {
    up: (bytes) => {
      this.#bytesUp += bytes;
    },
    down: (bytes) => {
      this.#bytesDown += bytes;
    },
  };
  readonly #requests = new RequestPath({
    counter: this.#counter,
    live: () => (this.#connection?.isOpen ? this.#connection : null),
    coming: (signal) => this.#waitForOne(signal),
  });

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#tunnel = newTunnel(options.reconnect);
    this.#dialler = new Dialler({
      connect: options.connect,
      onStage: (stage, hop) => this.#dispatch({ type: 'stage', stage, hop }),
      onMade: (connection) => void this.#onMade(connection, this.#run.signal),
      onFailed: (failure) => this.#dispatch({ type: 'failed', failure }),
    });
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

  /** Where programs go through the tunnel at this moment. */
  get requests(): OpenRequests {
    return this.#requests.list();
  }

  /** @param persistent see the machine: whether even the first dial is repeated. */
  start(persistent: boolean): void {
    this.#dispatch({ type: 'start', persistent });
  }

  /** Something happened to this computer or its network that may have cut the link, or mended it. */
  suspect(why: Suspicion): void {
    this.#dispatch({ type: 'suspicious', why });
  }

  /** Resolves when the listener and the connection are gone. */
  async stop(): Promise<void> {
    this.#dispatch({ type: 'stop' });
    await this.#released;
  }

  #dispatch(event: TunnelEvent): void {
    const before = this.#tunnel.state;
    const moment = {
      now: Date.now(),
      steady: performance.now(),
      held: this.#room.size > 0,
      random: Math.random(),
    };
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
        this.#dialler.dial();
        return;
      case 'redial':
        clearTimeout(this.#retry);
        this.#dialler.redial();
        return;
      case 'abandon-dial':
        this.#dialler.abandon();
        return;
      case 'check-link':
        void this.#checkLink();
        return;
      case 'reset-flows':
        this.#listener?.resetFlows();
        return;
      case 'schedule-retry':
        clearTimeout(this.#retry);
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
      const refused = (failure: Failure) => this.#onRefused(failure);
      const listener = await this.#options.bind(this.#requests.dial, refused, this.#counter);
      if (signal.aborted) {
        await listener.close();
        return;
      }
      this.#listener = listener;
      void listener.lost?.then((failure) => {
        if (!signal.aborted) this.#dispatch({ type: 'exposed', failure });
      });
      this.#dispatch({ type: 'listening', listen: placeOf(listener) });
    } catch (error) {
      if (!signal.aborted) this.#dispatch({ type: 'failed', failure: failureFrom(error) });
    }
  }

  async #onMade(connection: Connection, signal: AbortSignal): Promise<void> {
    // Made beside a link that has not answered in all that time: two would be one too many.
    this.#connection?.condemn();
    await this.#connection?.closed;
    if (signal.aborted) return connection.close();
    this.#connection = connection;
    connection.onQuiet(() => this.suspect('silent'));
    void connection.closed.then((failure) => {
      if (this.#connection === connection) this.#connection = null;
      if (!signal.aborted) this.#dispatch({ type: 'lost', failure });
    });
    const listen = this.#listener === null ? null : placeOf(this.#listener);
    this.#dispatch({ type: 'connected', session: connection.facts, listen });
    this.#room.admit(connection);
  }

  async #checkLink(): Promise<void> {
    const connection = this.#connection;
    if (connection === null) return;
    const patience = setTimeout(() => this.#dispatch({ type: 'still-quiet' }), answerMs);
    const alive = await connection.check();
    clearTimeout(patience);
    if (alive && this.#connection === connection) this.#dispatch({ type: 'alive' });
  }

  async #release(): Promise<void> {
    const [listener, connection] = [this.#listener, this.#connection];
    this.#listener = null;
    this.#connection = null;
    this.#run.abort();
    this.#dialler.abandon();
    clearTimeout(this.#retry);
    this.#room.dismiss();
    connection?.close();
    // A listener that is bound only now closes itself; its port is not free before that.
    await Promise.all([listener?.close(), connection?.closed, this.#binding]);
    this.#dispatch({ type: 'released' });
  }

  #waitForOne(signal: AbortSignal): Promise<Connection> {
    const coming = this.#room.wait(signal);
    this.#dispatch({ type: 'wanted' });
    return coming;
  }

  #onRefused(failure: Failure): void {
    this.#options.onLog({ code: 'request-failed', cause: failure });
  }
}

function placeOf({ address = '127.0.0.1', port }: Listener): Listen {
  return { address, port };
}
