import type { Bastion, JumpHost, Transport } from '../../../shared/model/way';
import type { PatternSource, PrivateNetwork } from '../tunnel-patterns';

/** How the tunnel's own SSH connection is made, as far as ssh_config can say it. */
export interface SshWay {
  readonly bastion: Bastion;
  /** Null where the agent or the server's questions decide. */
  readonly identity: string | null;
  readonly jumpHosts: readonly JumpHost[];
  readonly transport: Transport;
  /** The instance the transport is about, where it is about one. */
  readonly instance: {
    readonly id: string;
    readonly region: string;
    readonly awsProfile: string | null;
  } | null;
  /** The line of ssh_config(5) that opens the way, such as `DynamicForward 127.0.0.1:8157`. */
  readonly forward: readonly [keyword: string, value: string];
  /** What the host key is filed under instead of the host's name (HostKeyAlias). */
  readonly hostKeyAlias: string | null;
}

/** A tunnel as its exports need it. */
export interface ExportSource extends PatternSource {
  readonly name: string;
  /** Of the listener on 127.0.0.1. */
  readonly port: number;
  readonly network: PrivateNetwork;
  /** Null where only the local port is known. */
  readonly ssh: SshWay | null;
}

export interface ExportFile {
  /** A file name without a folder, such as `Culvert_EMR-prod.pac`. */
  readonly name: string;
  readonly text: string;
}
