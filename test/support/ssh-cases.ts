import { connect } from 'node:net';
import type { Failure } from '../../shared/model/failure';
import type { Prompt, PromptAnswer } from '../../shared/model/prompt';
import type { TunnelState } from '../../shared/model/tunnel-state';
import { freePort, waitUntil } from './ports';
import {
  type ScriptedServer,
  type ScriptedServerOptions,
  startScriptedServer,
} from './scripted-server';
import { type Sshd, type SshdOptions, startSshd } from './sshd';
import { type Rig, type RigOptions, tunnelRig } from './tunnel-rig';

const open: (() => Promise<unknown>)[] = [];

/** Keeps something open until `closeCases`, which every file calls when all its tests are over. */
export function until<Kept>(kept: Kept, close: (kept: Kept) => Promise<unknown>): Kept {
  open.push(() => close(kept));
  return kept;
}

/** Closes what the tests of this file have opened, the latest first. */
export async function closeCases(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

export async function rigFor(options: RigOptions): Promise<Rig> {
  return until(await tunnelRig(options), (rig) => rig.close());
}

export async function sshdFor(options: SshdOptions = {}): Promise<Sshd> {
  return until(await startSshd(options), (sshd) => sshd.stop());
}

export async function serverFor(options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  return until(await startScriptedServer(options), (server) => server.close());
}

/** A rig whose key sshd knows. */
export async function rigAt(sshd: Sshd, options: Partial<RigOptions> = {}): Promise<Rig> {
  const rig = await rigFor({ port: sshd.port, user: sshd.user, ...options });
  sshd.authorize(rig.publicKey);
  return rig;
}

/** Starts a tunnel that must come up; many start at once here, on few cores. */
export async function startedUp(rig: Rig): Promise<Extract<TunnelState, { state: 'up' }>> {
  await rig.start();
  const isOver = () => rig.state().state === 'up' || rig.state().state === 'blocked';
  await waitUntil('the tunnel to be up', isOver, 45_000);
  const state = rig.state();
  if (state.state !== 'up') throw new Error(`is ${JSON.stringify(state)}`);
  return state;
}

export function secret(text: string, remember = false): PromptAnswer {
  return { kind: 'secret', secret: Buffer.from(text), remember };
}

export function answers(...texts: string[]): PromptAnswer {
  return { kind: 'answers', answers: texts.map((text) => Buffer.from(text)) };
}

/** Gives one answer after the other, whatever is asked; `cancel` when there are no more. */
export function inOrder(...given: PromptAnswer[]): (prompt: Prompt) => PromptAnswer {
  return () => given.shift() ?? { kind: 'cancel' };
}

/**
 * Starts a tunnel that must come to nothing. Makes sure that it ended once, that its port is free
 * again, and that no question is left open.
 *
 * @returns why it is blocked; null when it was stopped by the person who was asked.
 */
export async function cameToNothing(
  options: RigOptions,
  timeoutMs = 45_000,
): Promise<{ rig: Rig; cause: Failure | null }> {
  const localPort = await freePort();
  const rig = await rigFor({ ...options, localPort });
  await rig.start();
  const isOver = () => rig.state().state === 'blocked' || rig.state().state === 'stopped';
  await waitUntil(
    `an end: ${JSON.stringify(rig.log)}`,
    () => rig.states.length > 0 && isOver(),
    timeoutMs,
  );
  await nothingLeft(rig, localPort);
  const ends = rig.states.filter(({ state }) => state === 'blocked' || state === 'stopped');
  if (ends.length !== 1) throw new Error(`ended ${ends.length} times`);
  const [end] = ends;
  return { rig, cause: end?.state === 'blocked' ? end.cause : null };
}

async function nothingLeft(rig: Rig, localPort: number): Promise<void> {
  await waitUntil('the port to be free', async () => !(await isListening(localPort)), 15_000);
  await waitUntil(
    'prompts to close',
    () => rig.prompts.length === rig.closedPrompts.length,
    15_000,
  );
  if (rig.traffic()?.held !== 0) throw new Error('requests are still held');
}

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
