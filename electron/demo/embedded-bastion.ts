import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { AuthContext, Connection, ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';
import { FailureError } from '../../shared/model/failure';
import { hostKeyOf } from '../ssh/trust/host-key';
import { demoCluster } from './demo-cluster';
import { type DemoKeys, demoKeys } from './demo-keys';
import { type DemoPage, demoPages } from './demo-pages';
import { serveForwarding } from './forwarding';
import { sites } from './private-network';
import { siteServers } from './site-server';

/** A bastion inside this process, with a cluster behind it that exists nowhere else. */
export interface EmbeddedBastion {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: 'ec2-user';
  /** The private key that logs in. */
  readonly keyPath: string;
  /** `SHA256:…` of the key it shows. */
  readonly hostFingerprint: string;
  readonly pages: readonly DemoPage[];
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

const user = 'ec2-user';
const host = '127.0.0.1';
/** sshd's own limits: LoginGraceTime and MaxAuthTries (sshd_config(5)). */
const loginGraceMs = 120_000;
const mostLoginTries = 6;

/**
 * Starts a real SSH server on loopback. It is reached, trusted, logged in to and forwarded through
 * exactly as any other bastion; only what lies behind it is made up. It lets one key in, forwards
 * TCP to the demonstration's own pages and does nothing else: no shell, no command, no listening.
 *
 * @param options.folder where its keys are kept.
 * @param options.port 0, or none, picks a free one.
 * @throws FailureError `port-in-use`, `port-reserved` or `listen-failed`; or the file system's own
 *   error when the keys cannot be kept in `folder`.
 */
export async function startEmbeddedBastion(options: {
  readonly folder: string;
  readonly port?: number;
}): Promise<EmbeddedBastion> {
  const keys = await demoKeys(options.folder);
  const sockets = new Set<Socket>();
  const server = sshServer(keys);
  // The sockets are ours to accept, so that every one of them can be ended.
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Once a client has spoken, ssh2's keep-alive ends its silence every 15 s, or the connection.
    socket.setTimeout(loginGraceMs, () => socket.destroy());
    server.injectSocket(socket);
  });
  const port = await listen(listener, options.port ?? 0);
  return {
    host,
    port,
    user,
    keyPath: keys.login.path,
    hostFingerprint: hostKeyOf(keys.host.publicBlob).fingerprint,
    pages: demoPages,
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function sshServer(keys: DemoKeys): InstanceType<typeof ssh2.Server> {
  const servers = siteServers(sites, demoCluster(Date.now()));
  const loginKey = ssh2.utils.parseKey(keys.login.text);
  if (loginKey instanceof Error) throw loginKey;
  return new ssh2.Server({ hostKeys: [keys.host.text], ident: 'Culvert_demo' }, (connection) => {
    const grace = setTimeout(() => connection.end(), loginGraceMs);
    grace.unref();
    connection
      .on('authentication', loginGuard(connection, loginKey))
      .once('ready', () => {
        clearTimeout(grace);
        serveForwarding(connection, servers);
      })
      .once('close', () => clearTimeout(grace))
      // A client that resets or speaks nonsense ends its own connection and nothing more.
      .on('error', () => connection.end());
  });
}

function loginGuard(connection: Connection, loginKey: ParsedKey): (attempt: AuthContext) => void {
  let refused = 0;
  return (attempt) => {
    if (isPermitted(attempt, loginKey)) return attempt.accept();
    attempt.reject(['publickey']);
    // Every client begins by asking, with `none`, what it may try.
    if (attempt.method !== 'none') refused++;
    if (refused >= mostLoginTries) connection.end();
  };
}

/** A request without a signature only asks whether the key would do (RFC 4252 7). */
function isPermitted(attempt: AuthContext, loginKey: ParsedKey): boolean {
  if (attempt.method !== 'publickey' || attempt.username !== user) return false;
  const wanted = loginKey.getPublicSSH();
  const offered = attempt.key.data;
  if (offered.length !== wanted.length || !timingSafeEqual(offered, wanted)) return false;
  if (attempt.signature === undefined) return true;
  if (attempt.blob === undefined) return false;
  return loginKey.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true;
}

function listen(listener: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once('error', (error: NodeJS.ErrnoException) => {
      reject(new FailureError(listenFailure(port, error), { cause: error }));
    });
    listener.listen({ host, port }, () => {
      const address = listener.address();
      resolve(address === null || typeof address === 'string' ? port : address.port);
    });
  });
}

function listenFailure(port: number, error: NodeJS.ErrnoException): FailureError['failure'] {
  if (error.code === 'EADDRINUSE') return { code: 'port-in-use', port };
  if (error.code === 'EACCES') return { code: 'port-reserved', port };
  return { code: 'listen-failed', port, why: (error.code ?? error.message).slice(0, 128) };
}
