/** The client half of @mongodb-js/socksv5, which has no types of its own. */
declare module 'socksv5' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  interface SocksAuthentication {
    readonly METHOD: number;
  }

  interface SocksClient extends EventEmitter {
    /** The only handle on a connection that is not open yet: the client cannot be told to stop. */
    readonly _sock: Socket;
    on(event: 'connect', listener: (socket: Socket) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'close', listener: (hadError: boolean) => void): this;
  }

  const socks: {
    connect(options: {
      readonly host: string;
      readonly port: number;
      readonly proxyHost: string;
      readonly proxyPort: number;
      /** Must be false: true resolves the destination on this side of the tunnel. */
      readonly localDNS: false;
      readonly auths: readonly SocksAuthentication[];
    }): SocksClient;
    readonly auth: { None(): SocksAuthentication };
  };
  export = socks;
}
