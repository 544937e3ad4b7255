import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../support/ports';
import type { Relay } from '../support/relay';
import type { Sshd } from '../support/sshd';
import type { SoakEngine } from './engine';

export interface FaultRig {
  readonly sshd: Sshd;
  readonly relay: Relay;
  readonly engine: SoakEngine;
}

/** When something was broken on purpose, by `performance.now`. */
export interface FaultSpan {
  readonly name: string;
  readonly from: number;
  to: number;
}

export interface FaultPlan {
  readonly seconds: number;
  /** How often sshd is killed and started again. */
  readonly kills: number;
  /** Whether the wire also goes silent, which takes three quarters of a minute to be noticed. */
  readonly blackholes: boolean;
}

/** What broke, and when it was whole again. */
export class Faults {
  readonly spans: FaultSpan[] = [];

  /** Whether a flow met a fault: it may then have failed. */
  excuse(from: number, to: number): boolean {
    return this.spans.some((span) => span.from <= to && span.to >= from);
  }

  /** Breaks things evenly over the time there is, until it is over. */
  async run(rig: FaultRig, plan: FaultPlan): Promise<void> {
    const end = performance.now() + plan.seconds * 1_000;
    const everyMs = (plan.seconds * 1_000) / (plan.kills + 1);
    for (let count = 0; count < plan.kills; count += 1) {
      await delay(everyMs);
      // What is broken at the very end could not be seen to heal.
      if (performance.now() > end - 5_000) return;
      if (plan.blackholes && count % 5 === 4) await this.#silence(rig);
      else await this.#kill(rig);
    }
  }

  async #kill({ sshd, engine }: FaultRig): Promise<void> {
    await this.#span('kill', engine, async () => {
      const before = engine.ups();
      await sshd.restart(Math.random() * 2_000);
      await waitUntil('the tunnel to heal', () => engine.ups() > before && engine.isUp(), 90_000);
    });
  }

  async #silence({ relay, engine }: FaultRig): Promise<void> {
    await this.#span('blackhole', engine, async () => {
      const before = engine.ups();
      relay.blackhole();
      try {
        await waitUntil('the silence to be noticed', () => engine.isReconnecting(), 90_000);
      } finally {
        relay.restore();
      }
      await waitUntil('the silence to end', () => engine.ups() > before && engine.isUp(), 120_000);
    });
  }

  async #span(name: string, engine: SoakEngine, breakIt: () => Promise<void>): Promise<void> {
    if (engine.hasEnded()) throw new Error('the engine has ended');
    const span: FaultSpan = { name, from: performance.now(), to: Number.POSITIVE_INFINITY };
    this.spans.push(span);
    await breakIt();
    // Requests that were held are answered a moment later.
    span.to = performance.now() + 1_000;
  }
}
