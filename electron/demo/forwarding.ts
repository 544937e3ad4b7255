import type { Server } from 'node:http';
import type { Connection } from 'ssh2';
import { channelStream } from './channel-stream';
import { refuseChannel } from './open-failure';
import { route } from './private-network';
import type { Site } from './web/site';

/**
 * Serves the direct-tcpip channels (RFC 4254 7.2) of a client that has logged in. Channels and
 * requests of every other kind have no listener, and ssh2 refuses what no one listens for.
 */
export function serveForwarding(connection: Connection, servers: ReadonlyMap<Site, Server>): void {
  const open = new Set<() => void>();
  connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
    const way = route(destIP, destPort);
    if (way.kind === 'refusal') return refuseChannel(connection, reject, way.text);
    const { stream, destroy } = channelStream(accept());
    open.add(destroy);
    stream.once('close', () => open.delete(destroy));
    servers.get(way.site)?.emit('connection', stream);
  });
  connection.once('close', () => {
    for (const destroy of open) destroy();
  });
}
