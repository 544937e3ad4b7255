import type { Socket } from 'node:net';
import type { ClientInput } from './client-input';
import type { Credential } from './credential';
import { SocksParser, type SocksStep } from './socks-parser';

type Outcome = Exclude<SocksStep, { kind: 'answer' }>;

/**
 * Speaks SOCKS with a client until it has asked for something or proved that it cannot.
 *
 * @param gone aborted when the socket has closed.
 * @param credential what the client must know, or null.
 * @returns null when the client went away, or ended its side, before its request was complete.
 */
export function handshake(
  socket: Socket,
  input: ClientInput,
  gone: AbortSignal,
  credential: Credential | null,
): Promise<Outcome | null> {
  const parser = new SocksParser(credential);
  return new Promise((resolve) => {
    if (gone.aborted) return resolve(null);
    const leave = () => resolve(null);
    gone.addEventListener('abort', leave, { once: true });
    const settle = (outcome: Outcome | null) => {
      gone.removeEventListener('abort', leave);
      // What comes now is the far side's: it waits in the socket.
      input.hold();
      resolve(outcome);
    };
    input.read((bytes) => {
      if (bytes === null) return settle(null);
      for (const step of parser.push(bytes)) {
        if (step.kind === 'answer') socket.write(step.bytes);
        else settle(step);
      }
    });
  });
}
