import { EventEmitter, once } from 'node:events';
import type { LogEvent } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import type { TunnelState, TunnelView } from '../../shared/model/tunnel-state';
import { logLine } from '../../shared/text/log';
import type { Services } from '../engine/services';
import type { StartRequest } from '../tunnel/start-request';
import { exitCode, exitCodeOf } from './exit-code';
import type { Output } from './output';

/** Passes a tunnel's life on to the command that runs it. */
export class TunnelWatch extends EventEmitter<{ state: [TunnelState] }> {
  #last: TunnelState = { state: 'stopped' };

  get state(): TunnelState {
    return this.#last;
  }

  readonly onView = (view: TunnelView): void => {
    if (view.state === this.#last) return;
    this.#last = view.state;
    this.emit('state', view.state);
  };
}

/**
 * Tells stdout of each change of state as the contract of the command line says.
 *
 * @param address where the tunnel listens, if not where its profile says.
 */
export function report(
  output: Output,
  watch: TunnelWatch,
  { kind, forward }: Pick<Profile, 'kind' | 'forward'>,
  address?: string,
): void {
  let failed = false;
  let listening = false;
  watch.on('state', (state) => {
    // What follows a failure is only our own tidying up.
    if (failed) return;
    if (state.state === 'blocked') {
      failed = true;
      if (output.json) output.result({ event: 'state', state: 'blocked' }, '');
      output.failed(state.cause);
      return;
    }
    if (output.json) output.result({ event: 'state', ...state }, '');
    // The port stays bound from then on, whatever happens to the connection behind it.
    if (state.state !== 'up' || listening) return;
    listening = true;
    const { port } = state.listen;
    const host = address ?? state.listen.address;
    const event = { event: 'listening', host, port };
    if (forward === null) {
      output.result(event, `${socksLine(host, port, state.session.software)} Ctrl+C stops.`);
      return;
    }
    const to = { host: forward.host, port: forward.port };
    const place = `${to.host}:${to.port}`;
    const line =
      kind === 'local'
        ? `Listening on ${host}:${port}, which leads to ${place} through ${state.session.software}.`
        : `The bastion listens on ${host}:${port}, which leads to ${place} on this side.`;
    output.result({ ...event, kind, to }, `${line} Ctrl+C stops.`);
  });
}

function socksLine(host: string, port: number, software: string): string {
  return `Listening on ${host}:${port} (SOCKS 5, 4a and 4), through ${software}.`;
}

/** What a person on a terminal may want to know; stages are only of use where something hangs. */
export function logTo(output: Output): (event: LogEvent) => void {
  const quiet = new Set<LogEvent['code']>(['stage', 'listening', 'blocked', 'started']);
  return (event) => {
    if (!quiet.has(event.code)) output.diagnose(logLine(event, output.language));
  };
}

/**
 * Starts a tunnel and waits until it is up or blocked.
 *
 * @returns null when it is up, else the exit code.
 */
export async function bringUp(
  services: Services,
  watch: TunnelWatch,
  request: StartRequest,
): Promise<number | null> {
  const settled = new Promise<number | null>((resolve) => {
    watch.on('state', (state) => {
      if (state.state === 'up') resolve(null);
      if (state.state === 'blocked') resolve(exitCodeOf(state.cause));
      if (state.state === 'stopped') resolve(exitCode.authentication);
    });
  });
  await services.tunnels.start(request);
  return settled;
}

/** Waits until the tunnel needs a person, which on a command line is its end. */
export async function untilBlocked(watch: TunnelWatch): Promise<number> {
  while (watch.state.state !== 'blocked') {
    if (watch.state.state === 'stopped') return exitCode.done;
    await once(watch, 'state');
  }
  return exitCodeOf(watch.state.cause);
}

/** Resolves with the code for "stopped by signal" when the user or the system ends us. */
export function untilSignal(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(exitCode.done));
    }
  });
}
