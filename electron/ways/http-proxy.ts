import { FailureError } from '../../shared/model/failure';
import type { Reach, Server } from '../ssh/reach';
import { dialProxy, ProxyConversation, type ProxyServer } from './proxy-conversation';
import type { ProxyLogin } from './proxy-login';

const unauthorized = 401;
const proxyAuthenticationRequired = 407;

/** Goes through an HTTP proxy by CONNECT (RFC 9110, 9.3.6), with Basic login (RFC 7617) where it asks. */
export function reachByHttpProxy(proxy: ProxyServer, login: ProxyLogin): Reach {
  return async (server, onStage, signal) => {
    onStage('tcp');
    for (;;) {
      const socket = await dialProxy(proxy, signal);
      const talk = new ProxyConversation(socket, proxy, 'http', signal);
      try {
        talk.send(request(server, login));
        const status = statusOf((await talk.receive(headLength)).toString('latin1'));
        if (status.code >= 200 && status.code < 300) {
          login.succeeded();
          return { socket: talk.handOver(), address: server.host };
        }
        if (!wantsLogin(status.code, login)) throw refused(proxy, status.line);
      } catch (error) {
        talk.close();
        throw error;
      }
      talk.close();
      await login.ask(signal);
    }
  };
}

/** Some proxies answer a wrong login as if they were web servers. */
function wantsLogin(code: number, { known }: ProxyLogin): boolean {
  return code === proxyAuthenticationRequired || (code === unauthorized && known !== null);
}

function request({ host, port }: Server, { known }: ProxyLogin): string {
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (known !== null) {
    const pair = Buffer.concat([Buffer.from(`${known.user}:`), known.password]);
    lines.push(`Proxy-Authorization: Basic ${pair.toString('base64')}`);
    pair.fill(0);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** An answer to CONNECT that succeeds has no body: SSH begins behind its head. */
function headLength(received: Buffer): number | null {
  const text = received.toString('latin1');
  if (!'HTTP/'.startsWith(text.slice(0, 5))) return Number.NaN;
  const end = text.indexOf('\r\n\r\n');
  return end === -1 ? null : end + 4;
}

function statusOf(head: string): { readonly code: number; readonly line: string } {
  const [, code = '0', reason = ''] = /^HTTP\/\d(?:\.\d)? (\d{3}) ?([^\r\n]*)/.exec(head) ?? [];
  const words = reason.replace(/[^\x20-\x7e]/g, '.').trim();
  return { code: Number(code), line: `${code} ${words}`.trim().slice(0, 128) };
}

function refused({ host, port }: ProxyServer, answer: string): FailureError {
  return new FailureError({ code: 'proxy-refused', host, port, kind: 'http', answer });
}
