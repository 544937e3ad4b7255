import { isIP } from 'node:net';
import { credentialOf } from '../socks/credential';
import type { ListenElsewhere } from '../tunnel/start-request';
import { secretFrom, UsageError } from './arguments';

interface ListenValues {
  readonly listen?: string | undefined;
  readonly 'listen-user'?: string | undefined;
  readonly 'listen-password-env'?: string | undefined;
}

/**
 * Where else than on 127.0.0.1 a tunnel shall listen, or null. Others on the network then reach the
 * port, so a user name and a password are asked of every program that uses it.
 *
 * @throws UsageError when one of the three is missing, or cannot be used.
 */
export function listenFrom(values: ListenValues): ListenElsewhere | null {
  const { listen: address, 'listen-user': user } = values;
  const password = secretFrom('listen-password-env', values['listen-password-env']);
  if (address === undefined && user === undefined && password === null) return null;
  if (address === undefined) throw new UsageError('--listen ADDRESS is missing');
  if (isIP(address) === 0) throw new UsageError(`--listen takes an IP address, not "${address}"`);
  if (user === undefined || password === null) {
    throw new UsageError(
      `--listen ${address} opens the tunnel to other computers: it needs ` +
        '--listen-user USER and --listen-password-env VARIABLE',
    );
  }
  try {
    return { address, credential: credentialOf(new TextEncoder().encode(user), password) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError('the user name and the password for --listen take 1 to 255 bytes each');
  } finally {
    password.fill(0);
  }
}
