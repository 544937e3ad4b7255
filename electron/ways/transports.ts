import type { Bastion, Transport } from '../../shared/model/way';
import type { Questions } from '../ssh/questions';
import type { Reach } from '../ssh/reach';
import { reachByHttpProxy } from './http-proxy';
import { reachByCommand } from './proxy-command';
import { ProxyLogin } from './proxy-login';
import { reachBySocksProxy } from './socks-proxy';

export interface TransportsOptions {
  readonly questions: Questions;
}

/** The ways to the first server, with what is known of them during one run of a tunnel. */
export class Transports {
  readonly #options: TransportsOptions;
  readonly #logins = new Map<string, ProxyLogin>();

  constructor(options: TransportsOptions) {
    this.#options = options;
  }

  /**
   * @param first the server the way begins with.
   * @returns null for a plain TCP connection, which the SSH layer makes by itself.
   */
  reach(transport: Transport, first: Bastion): Reach | null {
    switch (transport.kind) {
      case 'direct':
        return null;
      case 'proxy-command':
        return reachByCommand(transport.command, first.user);
      case 'http-proxy':
        return reachByHttpProxy(transport, this.#login(transport));
      case 'socks-proxy':
        return reachBySocksProxy(transport, this.#login(transport));
      case 'ssm':
      case 'instance-connect-endpoint':
        throw new Error(`not yet: ${transport.kind}`);
      default:
        return transport satisfies never;
    }
  }

  #login({ host, port, user }: { host: string; port: number; user: string | null }): ProxyLogin {
    const { questions } = this.#options;
    const key = `${user ?? ''}@${host}:${port}`;
    const login =
      this.#logins.get(key) ?? new ProxyLogin({ host, port, user, questions, secret: null });
    this.#logins.set(key, login);
    return login;
  }
}
