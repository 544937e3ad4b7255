import type { Bastion, Instance, Transport } from '../../shared/model/way';
import type { AwsPlace, AwsSession } from '../aws/session';
import type { Questions } from '../ssh/questions';
import { type Reach, reachDirectly } from '../ssh/reach';
import { reachByHttpProxy } from './http-proxy';
import { reachByEndpoint, withOneTimeKey } from './instance-connect';
import { reachByCommand } from './proxy-command';
import { ProxyLogin } from './proxy-login';
import { reachBySessionManager } from './session-manager';
import { reachBySocksProxy } from './socks-proxy';

export interface TransportsOptions {
  readonly questions: Questions;
  /** A password for the proxy on the way; taken over. */
  readonly proxySecret?: Uint8Array | null;
  /** What the first server is to AWS; null where nothing asks for it. */
  readonly instance: Instance | null;
  /** Asks AWS in one region as one profile. */
  readonly aws: (place: AwsPlace) => AwsSession;
}

/** The ways to the first server, with what is known of them during one run of a tunnel. */
export class Transports {
  readonly #options: TransportsOptions;
  readonly #logins = new Map<string, ProxyLogin>();
  #session: AwsSession | null = null;
  #proxySecret: Uint8Array | null;

  constructor(options: TransportsOptions) {
    this.#options = options;
    this.#proxySecret = options.proxySecret ?? null;
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
        return reachBySessionManager(this.#instance(), this.#aws());
      case 'instance-connect-endpoint':
        return reachByEndpoint(this.#instance(), transport.endpoint);
      default:
        return transport satisfies never;
    }
  }

  /** The same way, where each connection brings a key of its own for the first server. */
  withOneTimeKey(reach: Reach | null, user: string): Reach {
    const instance = this.#instance();
    return withOneTimeKey(reach ?? reachDirectly(), { instance, aws: this.#aws(), user });
  }

  #instance(): Instance {
    const { instance } = this.#options;
    if (instance === null) throw new Error('a way by AWS is stored with its instance');
    return instance;
  }

  #aws(): AwsSession {
    const { region, awsProfile: profile } = this.#instance();
    this.#session ??= this.#options.aws({ region, profile });
    return this.#session;
  }

  /** One password is given for a way: it is the first proxy's. */
  #takeProxySecret(): Uint8Array | null {
    const secret = this.#proxySecret;
    this.#proxySecret = null;
    return secret;
  }

  #login({ host, port, user }: { host: string; port: number; user: string | null }): ProxyLogin {
    const { questions } = this.#options;
    const key = `${user ?? ''}@${host}:${port}`;
    const login =
      this.#logins.get(key) ??
      new ProxyLogin({ host, port, user, questions, secret: this.#takeProxySecret() });
    this.#logins.set(key, login);
    return login;
  }
}
