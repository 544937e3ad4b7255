import type { Failure } from '../../../shared/model/failure';
import type { Reach } from '../../../shared/model/reach';
import { pagesTrouble } from '../../../shared/model/shown-state';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { unreachable } from '../../../shared/model/unreachable';
import type { WindowText } from '../../../shared/text/window';
import type { WireLook } from '../../components/hop';
import { formatDuration } from '../../format';

/**
 * The line under a tunnel's name: how long it is up, what it does, when it tries again, or why not.
 *
 * @param now milliseconds since 1970.
 * @param asking whether a question of the tunnel is open. Its stage is the last one that began, and
 *   not what it waits for: the port is opened before a passphrase is asked for.
 */
export function subLine(state: TunnelState, text: WindowText, now: number, asking = false): string {
  if (asking && (state.state === 'connecting' || state.state === 'reconnecting')) {
    return text.sub.asking;
  }
  switch (state.state) {
    case 'stopped':
      return text.sub.notRunning;
    case 'connecting':
      return state.hop === undefined ? text.stages[state.stage] : text.sub.passing(state.hop);
    case 'up':
      return text.sub.upFor(formatDuration(now - state.since, text.time));
    case 'suspect':
      return text.sub.checking[state.why];
    case 'reconnecting': {
      const seconds = Math.ceil((state.retryAt - now) / 1000);
      const why = text.reasons[state.cause.code];
      return seconds > 0 ? text.sub.retryIn(why, seconds) : text.sub.retryNow(why, state.attempt);
    }
    case 'blocked':
      return text.reasons[state.cause.code];
    case 'stopping':
      return text.sub.stopping;
    default:
      return unreachable(state);
  }
}

/** Whether the line under the name, or the traffic beside it, changes as time passes. */
export function ticks(state: TunnelState): boolean {
  return state.state === 'up' || state.state === 'suspect' || state.state === 'reconnecting';
}

export type Place = 'computer' | 'bastion' | 'network';

/** How the picture of the way looks. */
export interface Picture {
  /** From my computer to the bastion. */
  readonly ssh: WireLook;
  /** From the bastion into the private network. */
  readonly inside: WireLook;
  /** The place where the trouble is, if any. */
  readonly trouble: Place | null;
}

/** Where a request gets to in this state. @param pages what a look at the tunnel's pages found. */
export function pictureOf(state: TunnelState, pages: Reach['pages'] = []): Picture {
  switch (state.state) {
    case 'stopped':
    case 'stopping':
      return { ssh: 'idle', inside: 'idle', trouble: null };
    case 'connecting':
      return { ssh: 'working', inside: 'idle', trouble: null };
    case 'up': {
      const cause = pagesTrouble(state, { pages });
      if (cause === null) return { ssh: 'good', inside: 'good', trouble: null };
      return { ssh: 'good', inside: 'cut', trouble: troubleAt(cause) };
    }
    case 'suspect':
      return { ssh: 'working', inside: 'idle', trouble: null };
    case 'reconnecting':
      return { ssh: 'cut', inside: 'idle', trouble: null };
    case 'blocked': {
      const trouble = troubleAt(state.cause);
      return { ssh: trouble === 'computer' ? 'idle' : 'cut', inside: 'idle', trouble };
    }
    default:
      return unreachable(state);
  }
}

const here = /^(key-|passphrase-|agent-|port-|listen-|profile-|engine-|internal|known-hosts-)/;

/** The place a failure must be mended at. */
export function troubleAt({ code }: Failure): Place {
  if (here.test(code) || code === 'destination-prohibited') return 'computer';
  return /^(destination-|page-)/.test(code) ? 'network' : 'bastion';
}

/** Whether another key file may be the way out of this failure. */
export function keyMayHelp({ code }: Failure): boolean {
  return code.startsWith('key-') || code.startsWith('passphrase-') || code === 'auth-refused';
}
