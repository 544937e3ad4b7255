import type { Socket } from 'node:net';
import { type Failure, FailureError } from '../../shared/model/failure';
import type { PortGuard } from '../socks/port-guard';
import { resetClient } from '../socks/reset-client';
import { onBeat } from '../ssh/beat';
import { OwnCall } from './own-call';

/** With the beat and the longest patience of two rounds still within a minute, ms. */
const defaultEveryMs = 45_000;
/** A listener of this process takes a connection of this computer within a few milliseconds, ms. */
const defaultPatienceMs = 1_500;
/** Two listeners may share out what comes: of this many calls at once, one misses us. */
const callsAtOnce = 8;

export interface PortWatchOptions {
  /** Between two looks, ms. */
  readonly everyMs?: number;
  /** How long a connection that was made may wait to be accepted here, ms. */
  readonly patienceMs?: number;
  /** A clock that nobody sets, ms. */
  readonly steady?: () => number;
  /** Calls back every second or two until it is ended. */
  readonly beat?: (look: () => unknown) => () => void;
}

/**
 * Whether a tunnel's port is to be watched on that system: only Windows may let another program
 * bind a port that is taken, and Node offers no way to forbid it there.
 */
export function portWatchOn(platform: NodeJS.Platform): PortWatchOptions | null {
  return platform === 'win32' ? {} : null;
}

/**
 * Finds out when another program listens on a tunnel's port as well, and would be given what the
 * browser sends: calls the port, and sees whether that very connection is accepted here. A
 * connection is known by the port it comes from, so nothing is sent, and nobody can answer for us.
 */
export class PortWatch implements PortGuard {
  readonly lost: Promise<Failure>;
  readonly #options: PortWatchOptions;
  readonly #calls = new Set<OwnCall>();
  #tellLost: (failure: Failure) => void = () => undefined;
  #place = { address: '', port: 0 };
  #lookedAt = 0;
  #isLooking = false;
  #hasEnded = false;
  #stopBeat: () => void = () => undefined;

  constructor(options: PortWatchOptions) {
    this.#options = options;
    this.lost = new Promise((resolve) => {
      this.#tellLost = resolve;
    });
  }

  claims(accepted: Socket): boolean {
    if (this.#calls.size === 0) return false;
    const own = [...this.#calls].find((call) => call.isOtherEndOf(accepted));
    for (const call of this.#calls) call.putOff(own !== undefined);
    if (own === undefined) return false;
    accepted.on('error', () => accepted.destroy());
    resetClient(accepted);
    own.settle('ours');
    return true;
  }

  async begin(address: string, port: number): Promise<void> {
    this.#place = { address: reachable(address), port };
    this.#lookedAt = this.#now();
    if (await this.#isShared()) throw new FailureError({ code: 'port-shared', port });
    if (this.#hasEnded) return;
    this.#stopBeat = (this.#options.beat ?? onBeat)(() => this.#lookWhenDue());
  }

  end(): void {
    this.#hasEnded = true;
    this.#stopBeat();
    for (const call of this.#calls) call.settle('unknown');
  }

  #now(): number {
    return this.#options.steady?.() ?? performance.now();
  }

  async #lookWhenDue(): Promise<void> {
    const now = this.#now();
    if (this.#isLooking || now - this.#lookedAt < (this.#options.everyMs ?? defaultEveryMs)) return;
    this.#lookedAt = now;
    this.#isLooking = true;
    const isShared = await this.#isShared();
    this.#isLooking = false;
    if (!isShared || this.#hasEnded) return;
    this.end();
    this.#tellLost({ code: 'port-shared', port: this.#place.port });
  }

  /** Only twice in a row counts: a tunnel that works is not to be ended by chance. */
  async #isShared(): Promise<boolean> {
    return (await this.#isMissed()) && (await this.#isMissed());
  }

  async #isMissed(): Promise<boolean> {
    const { address, port } = this.#place;
    const patienceMs = this.#options.patienceMs ?? defaultPatienceMs;
    const calls = Array.from({ length: callsAtOnce }, () => new OwnCall(address, port, patienceMs));
    for (const call of calls) this.#calls.add(call);
    const outcomes = await Promise.all(calls.map(({ outcome }) => outcome));
    for (const call of calls) this.#calls.delete(call);
    return outcomes.includes('not ours');
  }
}

/** Where a program of this computer calls a listener of that address. */
function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}
