import { proxyScope, type SecretScope, type WaySecret } from '../../shared/model/secret-scope';
import type { Bastion, Instance, Transport } from '../../shared/model/way';
import type { AwsPlace, AwsSession } from '../aws/session';
import type { Questions } from '../ssh/questions';
import { type Reach, reachDirectly } from '../ssh/reach';
import { reachByHttpProxy } from './http-proxy';
import { ProxyLogin } from './proxy-login';
import { reachBySocksProxy } from './socks-proxy';

/** Gives the way to AWS in one region as one profile. */
export type AskAws = (place: AwsPlace) => AwsSession | Promise<AwsSession>;

export interface TransportsOptions {
  readonly questions: Questions;
  /** A password for the proxy on the way; taken over. */
  readonly proxySecret?: Uint8Array | null;
  /** A copy of a secret that is known for what it opens, or null. */
  readonly secretFor: (scope: SecretScope) => Uint8Array | null;
  /** What the first server is to AWS; null where nothing asks for it. */
  readonly instance: Instance | null;
  /** Asks AWS in one region as one profile. */
  readonly aws: AskAws;
}

/** The ways to the first server, with what is known of them during one run of a tunnel. */
export class Transports {
  readonly #options: TransportsOptions;
  readonly #logins = new Map<SecretScope, ProxyLogin>();
  #session: Promise<AwsSession> | null = null;
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
        return whenGone(async () => {
          const { reachByCommand } = await import('./proxy-command');
          return reachByCommand(transport.command, first.user);
        });
      case 'http-proxy':
        return reachByHttpProxy(transport, this.#login(transport));
      case 'socks-proxy':
        return reachBySocksProxy(transport, this.#login(transport));
      case 'ssm':
        return whenGone(async () => {
          const { reachBySessionManager } = await import('./session-manager');
          return reachBySessionManager(this.#instance(), await this.#aws());
        });
      case 'instance-connect-endpoint':
        return whenGone(async () => {
          const { reachByEndpoint } = await import('./instance-connect');
          return reachByEndpoint(this.#instance(), transport.endpoint);
        });
      default:
        return transport satisfies never;
    }
  }

  /** The same way, where each connection brings a key of its own for the first server. */
  withOneTimeKey(reach: Reach | null, user: string): Reach {
    return whenGone(async () => {
      const { withOneTimeKey } = await import('./instance-connect');
      const instance = this.#instance();
      return withOneTimeKey(reach ?? reachDirectly(), { instance, aws: await this.#aws(), user });
    });
  }

  /** The passwords that a person wanted kept and a proxy has taken. */
  takeSecretsToRemember(): WaySecret[] {
    return [...this.#logins].flatMap(([scope, login]) => {
      const secret = login.takeSecretToRemember();
      return secret === null ? [] : [{ scope, secret }];
    });
  }

  /** Nobody goes this way again: overwrites the passwords of its proxies. */
  forget(): void {
    this.#takeProxySecret()?.fill(0);
    for (const login of this.#logins.values()) login.forget();
  }

  #instance(): Instance {
    const { instance } = this.#options;
    if (instance === null) throw new Error('a way by AWS is stored with its instance');
    return instance;
  }

  #aws(): Promise<AwsSession> {
    const { region, awsProfile: profile } = this.#instance();
    this.#session ??= Promise.resolve(this.#options.aws({ region, profile }));
    return this.#session;
  }

  /** One password is given for a way: it is the first proxy's. */
  #takeProxySecret(): Uint8Array | null {
    const secret = this.#proxySecret;
    this.#proxySecret = null;
    return secret;
  }

  #login({ host, port, user }: { host: string; port: number; user: string | null }): ProxyLogin {
    const { questions, secretFor } = this.#options;
    const scope = proxyScope({ host, port, user });
    const known = this.#logins.get(scope);
    if (known !== undefined) return known;
    const secret = this.#takeProxySecret() ?? secretFor(scope);
    const login = new ProxyLogin({ host, port, user, questions, secret });
    this.#logins.set(scope, login);
    return login;
  }
}

/** A way that is loaded when it is gone: AWS's clients take longer to load than a login takes. */
function whenGone(load: () => Promise<Reach>): Reach {
  return async (...asked) => (await load())(...asked);
}
