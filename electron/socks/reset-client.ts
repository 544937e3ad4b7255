import type { Socket } from 'node:net';

/**
 * Ends a client by a reset, so that it cannot take a torn answer for a whole one. A socket that is
 * already shutting down cannot be reset any more (libuv answers EINVAL and then never closes it):
 * that one is closed.
 */
export function resetClient(client: Socket): void {
  if (client.writableEnded) client.destroy();
  else client.resetAndDestroy();
}
