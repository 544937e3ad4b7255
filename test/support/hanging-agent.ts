import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import ssh2, { type ParsedKey } from 'ssh2';

/** An agent that signs only when it is told to. */
export interface HangingAgent {
  /** Connections to it that are open now. */
  readonly sockets: ReadonlySet<Socket>;
  /** Signatures it was asked for and has not made. */
  readonly asked: () => number;
  /** Makes all signatures it was asked for, whoever may still wait for them. */
  sign(): void;
  close(): Promise<void>;
}

/**
 * Starts one on a socket of its own.
 *
 * @param keyFile a private key without a passphrase, which it lists.
 */
export async function startHangingAgent(
  socketPath: string,
  keyFile: string,
): Promise<HangingAgent> {
  const key = keyIn(keyFile);
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const agent = new ssh2.AgentProtocol(false);
    agent.on('identities', (request) => agent.getIdentitiesReply(request, [key]));
    agent.on('sign', (request, _key, data) => {
      waiting.push(() => agent.signReply(request, key.sign(data)));
    });
    agent.on('error', () => socket.destroy());
    agent.pipe(socket).pipe(agent);
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    sockets,
    asked: () => waiting.length,
    sign: () => {
      for (const answer of waiting.splice(0)) answer();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function keyIn(file: string): ParsedKey {
  const key = ssh2.utils.parseKey(readFileSync(file));
  if (key instanceof Error) throw key;
  return key;
}
