import { z } from 'zod';
import {
  type EngineArgs,
  type EngineCall,
  type EngineEvent,
  type EnginePayload,
  type EngineResult,
  engineEvents,
} from '../../shared/contract/engine';
import { FailureError } from '../../shared/model/failure';
import type { Engine } from '../app/ports';
import { CrashHistory } from './crash-history';
import { PendingCalls } from './pending-calls';

/** A running engine process: the part of Electron's UtilityProcess that is used. */
export interface EngineProcess {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: () => void): void;
  kill(): void;
}

export interface EngineLinkOptions {
  readonly spawn: () => EngineProcess;
  readonly onEvent: <Name extends EngineEvent>(name: Name, payload: EnginePayload<Name>) => void;
  /** The engine ended by itself and is being started again. */
  readonly onLost: () => void;
  /** It has been started again. */
  readonly onBack: () => void;
  /** Three crashes within a minute: it stays down until a call asks for it. */
  readonly onGone: () => void;
  /** The engine said something the contract does not know. */
  readonly onBreach: (what: string) => void;
}

const eventName = z.enum(Object.keys(engineEvents) as [EngineEvent, ...EngineEvent[]]);
const messageSchema = z.union([
  z.object({ id: z.number().int(), result: z.unknown() }),
  z.object({ event: eventName, payload: z.unknown() }),
]);

/** Keeps an engine process running, calls it and hears its events. */
export class EngineLink implements Engine {
  readonly #options: EngineLinkOptions;
  readonly #pending = new PendingCalls();
  readonly #crashes = new CrashHistory();
  #process: EngineProcess | null = null;
  #closed: Promise<void> | null = null;
  #exited: (() => void) | null = null;

  constructor(options: EngineLinkOptions) {
    this.#options = options;
  }

  /** Starts the process; without effect while it runs. */
  start(): void {
    if (this.#process !== null || this.#closed !== null) return;
    const process = this.#options.spawn();
    this.#process = process;
    process.onMessage((message) => this.#received(message));
    process.onExit(() => {
      if (this.#process === process) this.#ended();
    });
  }

  /** @throws FailureError `engine-crashed`, or `engine-down`, when the process ends before it answers. */
  call<Name extends EngineCall>(name: Name, args: EngineArgs<Name>): Promise<EngineResult<Name>> {
    if (this.#process === null) {
      this.#crashes.forgive();
      this.start();
    }
    return this.#pending.add(name, (id) => {
      if (this.#process === null) throw new FailureError({ code: 'engine-crashed' });
      this.#process.postMessage({ id, call: name, args });
    });
  }

  /**
   * Ends the process for good: asks its tunnels to stop, waits at most `patienceMs` for that, then
   * kills it.
   */
  close(patienceMs: number): Promise<void> {
    this.#closed ??= this.#close(patienceMs);
    return this.#closed;
  }

  async #close(patienceMs: number): Promise<void> {
    const running = this.#process;
    if (running === null) return;
    const exited = new Promise<void>((resolve) => {
      this.#exited = resolve;
    });
    // An engine that crashes while it stops its tunnels has stopped them too.
    const stopped = this.#pending
      .add('stopAll', (id) => running.postMessage({ id, call: 'stopAll', args: undefined }))
      .catch(() => undefined);
    await withinMs(patienceMs, stopped);
    running.kill();
    await withinMs(patienceMs, exited);
  }

  #ended(): void {
    this.#process = null;
    this.#exited?.();
    const goesOn = this.#closed !== null || this.#crashes.crashed();
    this.#pending.rejectAll({ code: goesOn ? 'engine-crashed' : 'engine-down' });
    if (this.#closed !== null) return;
    if (!goesOn) {
      this.#options.onGone();
      return;
    }
    this.#options.onLost();
    this.start();
    this.#options.onBack();
  }

  #received(message: unknown): void {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) this.#options.onBreach('message');
    else if ('id' in parsed.data) this.#pending.settle(parsed.data.id, parsed.data.result);
    else this.#event(parsed.data.event, parsed.data.payload);
  }

  #event<Name extends EngineEvent>(name: Name, payload: unknown): void {
    const parsed = engineEvents[name].safeParse(payload);
    if (!parsed.success) this.#options.onBreach(`event ${name}`);
    else this.#options.onEvent(name, parsed.data as EnginePayload<Name>);
  }
}

async function withinMs(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}
