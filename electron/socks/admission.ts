import type { Socket } from 'node:net';
import { FailureError, type FailureOf } from '../../shared/model/failure';
import { type ClientOwners, openClientOwners } from './client-owners';
import { errorCode } from './listen';

/** Whether a client may use the door at all, whatever it asks for. */
export interface Admission {
  /** Null for a client that may; else the failure it is to be answered with. */
  refusal(socket: Socket): Promise<FailureOf<'client-refused'> | null>;
  close(): Promise<void>;
}

/** Where the system cannot tell users apart, or clients prove themselves in another way. */
export const everybody: Admission = {
  refusal: async () => null,
  close: async () => undefined,
};

/**
 * Admits only programs of the user this process runs as. A port of loopback is open to everybody
 * who is logged in, and behind it lies a private network. Linux only: elsewhere everybody is let in.
 *
 * @throws FailureError `listen-failed` when users cannot be told apart although this is Linux.
 */
export async function sameUserOnly(port: number): Promise<Admission> {
  const own = process.geteuid?.();
  if (process.platform !== 'linux' || own === undefined) return everybody;
  let owners: ClientOwners;
  try {
    owners = await openClientOwners();
  } catch (cause) {
    const why = `/proc/net/tcp: ${errorCode(cause)}`;
    throw new FailureError({ code: 'listen-failed', port, why }, { cause });
  }
  return {
    refusal: async (socket) => {
      const { remoteAddress, remotePort, localAddress, localPort } = socket;
      if (remoteAddress === undefined || remotePort === undefined) return unknownUser;
      if (localAddress === undefined || localPort === undefined) return unknownUser;
      const uid = await owners.ownerOf({
        from: { address: remoteAddress, port: remotePort },
        to: { address: localAddress, port: localPort },
      });
      if (uid === null) return unknownUser;
      return uid === own ? null : { code: 'client-refused', why: 'other-user', uid };
    },
    close: () => owners.close(),
  };
}

const unknownUser = { code: 'client-refused', why: 'unknown-user' } as const;
