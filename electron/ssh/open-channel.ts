import type { Client, ClientChannel } from 'ssh2';
import { type Failure, FailureError } from '../../shared/model/failure';
import type { ReceiveAccount, ReceiveBudget } from './receive-budget';

/** Reason codes of SSH_MSG_CHANNEL_OPEN_FAILURE (RFC 4254, 5.1). */
const administrativelyProhibited = 1;
const resourceShortage = 4;

const openMs = 20_000;

interface Target {
  readonly host: string;
  readonly port: number;
}

/** A channel and what it may hold. */
export interface OpenChannel {
  readonly channel: ClientChannel;
  readonly received: ReceiveAccount;
  /** Whether the server broke the channel's rules: what it then calls the end is none. */
  readonly hasFailed: () => boolean;
}

type OpenError = Error & { reason?: number | string };

/**
 * What a refused channel means. The number alone does not say: OpenSSH and dropbear send reason 2
 * for a refused connection and for an unknown name alike, and only the text differs. The text is in
 * the server's own language, so what is not recognised is a plain `destination-unreachable`.
 */
export function openFailure(error: OpenError, target: Target): Failure {
  const at = { host: target.host, port: target.port };
  if (error.reason === administrativelyProhibited) return { code: 'forwarding-prohibited', ...at };
  if (error.reason === resourceShortage) return { code: 'too-many-connections', limit: 0 };
  const text = error.message;
  if (/refused/i.test(text)) return { code: 'destination-refused', ...at };
  if (/timed out|timeout/i.test(text)) return { code: 'destination-timeout', ...at };
  if (/resol[uv]|not known|no address|nodename|not found/i.test(text)) {
    return { code: 'destination-unresolvable', ...at };
  }
  if (/administratively prohibited|not permitted|denied/i.test(text)) {
    return { code: 'forwarding-prohibited', ...at };
  }
  if (/network is unreachable/i.test(text)) {
    return { code: 'destination-unreachable', ...at, scope: 'network' };
  }
  if (/no route|host is unreachable/i.test(text)) {
    return { code: 'destination-unreachable', ...at, scope: 'host' };
  }
  return { code: 'destination-unreachable', ...at };
}

/**
 * Opens a direct-tcpip channel (RFC 4254, 7.2); the name is resolved by the bastion.
 *
 * @param budget takes the channel in before its first bytes.
 * @param lost what to answer when the connection itself has gone.
 * @param signal a channel that opens after this is aborted is closed again.
 * @throws FailureError a destination failure, `forwarding-prohibited`, or `lost()`.
 */
export function openChannel(
  client: Client,
  budget: ReceiveBudget,
  target: Target,
  signal: AbortSignal,
  lost: () => Failure | null,
): Promise<OpenChannel> {
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (failure: Failure) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      reject(new FailureError(failure));
    };
    const onAbort = () => settle({ code: 'tunnel-down' });
    const timer = setTimeout(
      () => settle({ code: 'destination-timeout', host: target.host, port: target.port }),
      openMs,
    );
    signal.addEventListener('abort', onAbort, { once: true });
    const opened = (error: OpenError | undefined, channel: ClientChannel) => {
      budget.opened();
      if (error) return settle(lost() ?? openFailure(error, target));
      const open = admitted(channel, budget);
      if (settled) return discard(open);
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(open);
    };
    budget.opening();
    try {
      client.forwardOut('127.0.0.1', 0, target.host, target.port, opened);
    } catch {
      // ssh2 throws "Not connected" when its socket has gone.
      budget.opened();
      settle(lost() ?? { code: 'tunnel-down' });
    }
  });
}

/** Takes a channel in as it opens, before its first bytes. */
export function admitted(channel: ClientChannel, budget: ReceiveBudget): OpenChannel {
  // A server that does not count may fail before anyone else listens.
  let failed = false;
  channel.on('error', () => {
    failed = true;
    channel.close();
  });
  return { channel, received: budget.admit(channel), hasFailed: () => failed };
}

/** Closes a channel nobody waits for any more. */
export function discard({ channel, received }: OpenChannel): void {
  received.close();
  channel.resume();
  channel.end();
  channel.close();
}
