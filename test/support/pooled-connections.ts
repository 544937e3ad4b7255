import type { Destination } from '../../electron/socks/flow';
import type { ByteCounter } from '../../electron/ssh/bridge';
import { ConnectionPool, type PooledConnection } from '../../electron/ssh/connection-pool';
import { type Failure, FailureError } from '../../shared/model/failure';

export const somewhere: Destination = { host: 'node.internal', port: 8088, kind: 'name' };
export const never = new AbortController().signal;
export const quiet: ByteCounter = { up: () => undefined, down: () => undefined };
export const lost: Failure = { code: 'connection-lost', host: 'b', port: 22, why: 'closed' };

/** A connection without a server behind it, and what was done to it. */
export function connection(fingerprint = 'SHA256:same', lineMs = 5) {
  let end: (failure: Failure) => void = () => undefined;
  const state = { isOpen: true, opened: [] as ByteCounter[], checks: 0, closes: 0, refuses: false };
  const closed = new Promise<Failure>((resolve) => {
    end = (failure) => {
      state.isOpen = false;
      resolve(failure);
    };
  });
  const made: PooledConnection = {
    facts: {
      address: '10.0.0.1',
      software: 'OpenSSH_9.2p1',
      hostKey: { type: 'ssh-ed25519', fingerprint },
      keyExchange: 'curve25519-sha256',
      cipher: 'aes128-gcm@openssh.com',
      strictKeyExchange: true,
      authenticatedBy: 'publickey SHA256:key',
    },
    get isOpen() {
      return state.isOpen;
    },
    closed,
    lineMs,
    openFlow: async (_destination, _signal, counter) => {
      if (state.refuses) throw new FailureError(lost);
      state.opened.push(counter);
      return { carry: () => new Promise(() => undefined), abandon: () => undefined };
    },
    onQuiet: () => undefined,
    check: async () => {
      state.checks += 1;
      return state.isOpen;
    },
    condemn: () => end(lost),
    close: () => {
      state.closes += 1;
      end(lost);
    },
  };
  return { made, state, end };
}

/** Lets promises that are due settle, without time going on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

/** A pool whose further connections are these, in turn; after them the server refuses. */
export function poolOf(
  others: ReturnType<typeof connection>[],
  dial = async () => undefined,
  options: { readonly lineMs?: number; readonly holdsBack?: boolean } = {},
) {
  const first = connection(undefined, options.lineMs);
  let dials = 0;
  let harms = 0;
  const pool = new ConnectionPool(first.made, {
    another: async () => {
      const next = others[dials];
      dials += 1;
      await dial();
      if (next === undefined) throw new FailureError(lost);
      return next.made;
    },
    onHarm: () => {
      harms += 1;
    },
    holdsBack: options.holdsBack ?? true,
    idleMs: 60_000,
  });
  return { first, pool, dials: () => dials, harms: () => harms };
}

/** As much as makes a connection busy. */
export const much = 2 << 20;
