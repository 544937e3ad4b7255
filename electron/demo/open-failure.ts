import type { Connection } from 'ssh2';

/** SSH_OPEN_CONNECT_FAILED (RFC 4254 5.1): what sshd gives for every connect(2) that fails. */
const connectFailed = 2;

interface WithProtocol {
  readonly _protocol: {
    channelOpenFail(recipient: number, reason: number, description: string): void;
  };
}

/**
 * Refuses a channel with a description. ssh2's `reject` always sends an empty one, but the words
 * are all a client has to tell an unknown name from a closed port, and showing them is part of
 * the demonstration. `reject` calls the protocol before it returns, so the detour lasts no longer
 * than this call.
 */
export function refuseChannel(connection: Connection, reject: () => void, text: string): void {
  const protocol = (connection as Connection & WithProtocol)._protocol;
  const send = protocol.channelOpenFail;
  protocol.channelOpenFail = (recipient) => send.call(protocol, recipient, connectFailed, text);
  try {
    reject();
  } finally {
    protocol.channelOpenFail = send;
  }
}
