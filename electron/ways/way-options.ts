import type { LogEvent } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import type { SecretScope } from '../../shared/model/secret-scope';
import type { KeySource } from '../ssh/credentials';
import type { HostKeyGateOptions } from '../ssh/host-key-gate';
import type { Questions } from '../ssh/questions';
import type { HostTrust } from '../ssh/trust/host-trust';
import type { AskAws } from './transports';

export type WayProfile = Pick<
  Profile,
  'bastion' | 'authentication' | 'jumpHosts' | 'transport' | 'instance' | 'session'
>;

/** A further connection is a comfort: its login waits for every tunnel that has no connection yet. */
export type LoginRank = 'first' | 'further';

export interface WayOptions {
  readonly profile: WayProfile;
  readonly keys: KeySource;
  readonly questions: Questions;
  readonly trust: HostTrust;
  /** What the bastion's host keys are kept under before any alias of the profile. */
  readonly alias?: string;
  readonly admission: Pick<HostKeyGateOptions, 'expected' | 'acceptNew' | 'remember'>;
  /** A passphrase or password for the bastion; taken over. */
  readonly secret: Uint8Array | null;
  /** A password for the proxy on the way; taken over. */
  readonly proxySecret?: Uint8Array | null;
  /** A copy of the secret that opens something else on the way, where it is known. */
  readonly secretFor: (scope: SecretScope) => Uint8Array | null;
  /** Asks AWS in one region as one profile. */
  readonly aws: AskAws;
  readonly keepAliveMs: number;
  /** Waits for a login's turn at one server, `host:port`; no longer than until the signal aborts. */
  readonly inTurn: <Value>(
    server: string,
    login: () => Promise<Value>,
    rank: LoginRank,
    signal: AbortSignal,
  ) => Promise<Value>;
  readonly tell: (event: LogEvent) => void;
}
