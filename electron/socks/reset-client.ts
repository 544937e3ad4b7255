import type { Socket } from 'node:net';

/**
 * Ends a client by a reset, so that it cannot take a torn answer for a whole one. A socket that is
 * already shutting down cannot be reset any more (libuv answers EINVAL and then never closes it):
 * that one is closed. It shuts down only once the system has everything; before that, to close it
 * would end an answer as if it were whole.
 */
export function resetClient(client: Socket): void {
  if (client.writableEnded && client.writableLength === 0) client.destroy();
  else client.resetAndDestroy();
}

/** Resets the clients whose answer is torn: whom we have told the end, the far side has told all. */
export function resetTorn(clients: Iterable<Socket>): void {
  for (const client of clients) if (!client.writableEnded) resetClient(client);
}
