import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import type {
  AuthContext,
  CipherAlgorithm,
  Connection,
  KexAlgorithm,
  ParsedKey,
  ServerChannel,
  TcpipRequestInfo,
} from 'ssh2';
import ssh2 from 'ssh2';
import { hostKeyOf } from '../../electron/ssh/trust/host-key';
import { type LoginStep, ScriptedLogin } from './scripted-login';
import { temporaryFolder } from './temp-folder';

/** What the server says to a request for a channel: null lets it through to the destination. */
export interface Refusal {
  /** RFC 4254, 5.1. */
  readonly reason: number;
  readonly text: string;
}

export interface ScriptedServerOptions {
  /** What a client must do to get in, step by step; with none it is let in at once. */
  readonly login?: readonly LoginStep[];
  readonly banner?: string;
  /** A line the server sends before it names itself. */
  readonly greeting?: string;
  /** The public key of somebody else, shown as if it were the server's own. */
  readonly stolenHostKey?: Buffer;
  /** As servers were before 2024 (CVE-2023-48795). */
  readonly withoutStrictKeyExchange?: boolean;
  /** The one cipher it has. */
  readonly cipher?: CipherAlgorithm;
  readonly onForward?: (destination: TcpipRequestInfo) => Refusal | null;
  /** Does with a channel what the test says, instead of leading it to its destination. */
  readonly onChannel?: (channel: ServerChannel, destination: TcpipRequestInfo) => void;
  /** Called with every SSH connection, before its key exchange. */
  readonly onConnection?: (connection: Connection) => void;
  /** Called with every connection, before its first byte. */
  readonly onSocket?: (socket: Socket) => void;
}

/** A real SSH server on loopback that behaves as it is told. */
export interface ScriptedServer {
  readonly port: number;
  /** `SHA256:…` of the key it shows. */
  readonly fingerprint: string;
  /** Every authentication request, in order: the method, or `publickey SHA256:… signed`. */
  readonly requests: readonly string[];
  /** What clients answered to keyboard-interactive prompts, a list a round. */
  readonly answers: readonly (readonly string[])[];
  /** Connections that are open now. */
  readonly sockets: ReadonlySet<Socket>;
  /** Connections there have been. */
  readonly count: () => number;
  close(): Promise<void>;
}

export async function startScriptedServer(
  options: ScriptedServerOptions = {},
): Promise<ScriptedServer> {
  const key = hostKey(options.stolenHostKey);
  const requests: string[] = [];
  const answers: (readonly string[])[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  const { banner, greeting } = options;
  const server = new ssh2.Server(
    {
      hostKeys: [{ key }],
      algorithms: {
        ...(options.withoutStrictKeyExchange && { kex: onlyThese() }),
        ...(options.cipher && { cipher: [options.cipher] }),
      },
      ...(banner && { banner }),
      ...(greeting && { greeting }),
    },
    (connection) => serve(connection, options, { requests, answers }),
  );
  const listener = createServer({ noDelay: true }, (socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    options.onSocket?.(socket);
    server.injectSocket(socket);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return {
    port: address.port,
    fingerprint: hostKeyOf(Buffer.from(key.getPublicSSH())).fingerprint,
    requests,
    answers,
    sockets,
    count: () => count,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}

/** A list that ssh2 cannot add its marker of strict key exchange to. */
function onlyThese(): KexAlgorithm[] {
  const list: KexAlgorithm[] = ['curve25519-sha256'];
  list.concat = () => list;
  return list;
}

/** A fresh Ed25519 key; it signs with its own private half whatever public half it shows. */
function hostKey(stolen: Buffer | undefined): ParsedKey {
  const folder = temporaryFolder('culvert-scripted-');
  const file = folder.file('host');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  const key = ssh2.utils.parseKey(readFileSync(file));
  folder.remove();
  if (key instanceof Error) throw key;
  if (stolen !== undefined) key.getPublicSSH = () => stolen;
  return key;
}

interface Record {
  readonly requests: string[];
  readonly answers: (readonly string[])[];
}

function serve(connection: Connection, options: ScriptedServerOptions, record: Record): void {
  const login = new ScriptedLogin(options.login ?? [], record.answers);
  connection.on('error', () => connection.end());
  options.onConnection?.(connection);
  connection.on('authentication', (context) => {
    record.requests.push(requestOf(context));
    login.answer(context);
  });
  const refuseWith = refusals(connection);
  connection.on('tcpip', (accept, reject, destination) => {
    const refusal = options.onForward?.(destination) ?? null;
    if (refusal === null) return (options.onChannel ?? forward)(accept(), destination);
    refuseWith(refusal);
    reject();
  });
}

/** ssh2 refuses in one way only: reason and text are put in where the packet is made. */
function refusals(connection: Connection): (refusal: Refusal) => void {
  interface Wire {
    channelOpenFail(recipient: number, reason: number, text: string): void;
  }
  const wire = (connection as unknown as { _protocol: Wire })._protocol;
  const send = wire.channelOpenFail.bind(wire);
  let next: Refusal = { reason: 2, text: '' };
  wire.channelOpenFail = (recipient) => send(recipient, next.reason, next.text);
  return (refusal) => {
    next = refusal;
  };
}

function requestOf(context: AuthContext): string {
  if (context.method !== 'publickey') return context.method;
  const { fingerprint } = hostKeyOf(Buffer.from(context.key.data));
  return `publickey ${fingerprint}${context.signature === undefined ? '' : ' signed'}`;
}

function forward(channel: ServerChannel, { destIP, destPort }: TcpipRequestInfo): void {
  const socket = connect({ host: destIP, port: destPort, allowHalfOpen: true });
  socket.on('error', () => channel.close());
  channel.on('error', () => socket.destroy());
  channel.pipe(socket);
  socket.pipe(channel);
  socket.once('close', () => channel.close());
  channel.once('close', () => socket.destroy());
}
