import { type Failure, FailureError } from '../../shared/model/failure';
import type { BastionConnection } from '../ssh/connection';
import type { Reach, Server } from '../ssh/reach';

/** Says which server of the way a failure is about: those that name a jump host get its number. */
export function placed(failure: Failure, jumpHosts: readonly Server[]): Failure {
  if (!('host' in failure && 'port' in failure)) return failure;
  const { host, port } = failure;
  const at = jumpHosts.findIndex((hop) => hop.host === host && hop.port === port);
  // The schema tells which of them have a place for it; the others are about no server of ours.
  return at === -1 ? failure : ({ ...failure, hop: at + 1 } as Failure);
}

/** A login that was refused names the server, where that is not the bastion. */
export function refusedAt(failure: Failure, server: Server & { readonly hop: number }): Failure {
  if (failure.code !== 'auth-refused' && failure.code !== 'password-expired') return failure;
  const { host, port, hop } = server;
  return { ...failure, server: { host, port, hop } };
}

/** Goes through a server that we are logged in at. */
export function reachThrough(
  connection: BastionConnection,
  via: string,
  place: (failure: Failure) => Failure,
): Reach {
  return async (server, onStage, signal) => {
    onStage('tcp');
    try {
      const socket = await connection.openStream(server, signal, place);
      return { socket, address: server.host };
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      throw new FailureError(seenFrom(via, server, error.failure), { cause: error });
    }
  };
}

/** What a jump host said of a destination, as a failure to reach the next server. */
function seenFrom(via: string, { host, port }: Server, failure: Failure): Failure {
  const at = { host, port, via };
  switch (failure.code) {
    case 'destination-refused':
      return { code: 'bastion-unreachable', ...at, why: 'refused' };
    case 'destination-timeout':
      return { code: 'bastion-unreachable', ...at, why: 'timeout' };
    case 'destination-unreachable':
      return { code: 'bastion-unreachable', ...at, why: 'no-route' };
    case 'destination-unresolvable':
      return { code: 'bastion-unresolvable', ...at };
    case 'forwarding-prohibited':
      return { code: 'jump-host-prohibits', ...at };
    case 'tunnel-down':
      return { code: 'auth-cancelled' };
    default:
      return failure;
  }
}
