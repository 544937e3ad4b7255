import type { Profile } from '../../shared/model/profile';
import type { WaySecret } from '../../shared/model/secret-scope';
import type { Credential } from '../socks/credential';

/** Trust a start brings with it, from the command line. */
export interface StartTrust {
  readonly expected: readonly string[];
  readonly acceptNew: boolean;
  /** False for a bastion that will not be there again, such as the demonstration's. */
  readonly remember?: boolean;
}

/** Another place to listen than the profile's, from the command line. */
export interface ListenElsewhere {
  /** A literal address of this machine, or one that means all of them. */
  readonly address: string;
  readonly credential: Credential;
}

export interface StartRequest {
  readonly profile: Profile;
  /** A passphrase or password known beforehand; taken over and overwritten. */
  readonly secret: Uint8Array | null;
  /** A password for the proxy on the way, from the command line; taken over. */
  readonly proxySecret?: Uint8Array | null;
  /** Secrets of jump hosts and proxies known beforehand; taken over and overwritten. */
  readonly waySecrets?: readonly WaySecret[];
  readonly persistent: boolean;
  readonly trust?: StartTrust;
  readonly elsewhere?: ListenElsewhere | null;
}
