import { isIPv4, isIPv6 } from 'node:net';
import { FailureError } from '../../shared/model/failure';
import type { Reach, Server } from '../ssh/reach';
import { dialProxy, ProxyConversation, type ProxyServer } from './proxy-conversation';
import type { ProxyLogin } from './proxy-login';

/** Ways to log in (RFC 1928, 3). */
const withoutLogin = 0x00;
const userAndPassword = 0x02;
const nothingAcceptable = 0xff;

/** What a reply other than success means (RFC 1928, 6). */
const replies: ReadonlyMap<number, string> = new Map([
  [1, 'general failure'],
  [2, 'not allowed by ruleset'],
  [3, 'network unreachable'],
  [4, 'host unreachable'],
  [5, 'connection refused'],
  [6, 'TTL expired'],
  [7, 'command not supported'],
  [8, 'address type not supported'],
]);

/** Goes through a SOCKS 5 proxy, which resolves the name; with user and password where it asks. */
export function reachBySocksProxy(proxy: ProxyServer, login: ProxyLogin): Reach {
  return async (server, onStage, signal) => {
    onStage('tcp');
    for (;;) {
      const socket = await dialProxy(proxy, signal);
      const talk = new ProxyConversation(socket, proxy, 'socks', signal);
      try {
        if (await logIn(talk, login)) {
          await connect(talk, proxy, server);
          login.succeeded();
          return { socket: talk.handOver(), address: server.host };
        }
      } catch (error) {
        talk.close();
        throw error;
      }
      talk.close();
      await login.ask(signal);
    }
  };
}

/** @returns false when the proxy wants a login, or another one. */
async function logIn(talk: ProxyConversation, { known }: ProxyLogin): Promise<boolean> {
  const methods = known === null ? [withoutLogin] : [withoutLogin, userAndPassword];
  talk.send(Uint8Array.from([5, methods.length, ...methods]));
  const chosen = (await talk.receive(versioned(5, () => 2)))[1];
  if (chosen === nothingAcceptable) return false;
  if (chosen !== userAndPassword || known === null) return true;
  const user = Buffer.from(known.user);
  const password = known.password;
  const lengths = [user.length, password.length];
  if (lengths.some((length) => length < 1 || length > 255)) return false;
  const message = Buffer.concat([
    Uint8Array.from([1, user.length]),
    user,
    Uint8Array.from([password.length]),
    password,
  ]);
  talk.send(message);
  return (await talk.receive(versioned(1, () => 2)))[1] === 0;
}

async function connect(talk: ProxyConversation, proxy: ProxyServer, server: Server): Promise<void> {
  const portBytes = [server.port >> 8, server.port & 0xff];
  talk.send(
    Buffer.concat([Uint8Array.from([5, 1, 0]), address(server.host), Uint8Array.from(portBytes)]),
  );
  const reply = (await talk.receive(versioned(5, replyLength)))[1] ?? 1;
  if (reply === 0) return;
  const { host, port } = proxy;
  const answer = replies.get(reply) ?? `reply ${reply}`;
  throw new FailureError({ code: 'proxy-refused', host, port, kind: 'socks', answer });
}

/** Names go as they are; an address is sent as one, which is what the proxy's rules are about. */
function address(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (isIPv6(host)) return Buffer.concat([Uint8Array.from([4]), ipv6Bytes(host)]);
  const name = Buffer.from(host);
  return Buffer.concat([Uint8Array.from([3, name.length]), name]);
}

/** The 16 bytes of an address in text (RFC 4291, 2.2); a zone means nothing to a proxy. */
function ipv6Bytes(text: string): Buffer {
  const { hostname } = new URL(`http://[${text.replace(/%.*$/, '')}]/`);
  const [front = '', back] = hostname.slice(1, -1).split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const head = groups(front);
  const tail = groups(back ?? '');
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  const all = [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function replyLength(received: Buffer): number | null {
  const [, , , type, first] = received;
  if (type === 1) return 10;
  if (type === 4) return 22;
  if (type === 3) return first === undefined ? null : 7 + first;
  return type === undefined ? null : Number.NaN;
}

/** A message must begin with its version's number, or whoever answers speaks something else. */
function versioned(version: number, lengthOf: (received: Buffer) => number | null) {
  return (received: Buffer): number | null =>
    received[0] === version ? lengthOf(received) : Number.NaN;
}
