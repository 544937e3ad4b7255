import type { BoundCluster } from '../../shared/model/cluster-binding';
import type { LogEvent } from '../../shared/model/log';
import type { Reach } from '../../shared/model/reach';
import type { TunnelView } from '../../shared/model/tunnel-state';
import type { KeySource } from '../ssh/credentials';
import type { Questions } from '../ssh/questions';
import type { HostTrust } from '../ssh/trust/host-trust';
import type { AskAws } from '../ways/transports';
import type { ProvenSecret } from '../ways/way';
import type { ClusterLookup } from './cluster-tie';
import type { PortWatchOptions } from './port-watch';

/** What the tunnels of one process share. */
export interface TunnelsOptions {
  readonly keys: KeySource;
  readonly trust: HostTrust;
  readonly questions: (profileId: string) => Questions;
  readonly onView: (view: TunnelView) => void;
  /** What became known of how far a tunnel's requests get. */
  readonly onReach?: (reach: Reach) => void;
  readonly onLog: (profileId: string, event: LogEvent) => void;
  /** A secret the person wanted kept has let them in. */
  readonly onRemember: (profileId: string, proven: ProvenSecret) => void;
  /** How often connections are pinged, ms. */
  readonly keepAliveMs?: number;
  /** Asks AWS in one region as one profile, for the ways that go by AWS; as the user's own files say without it. */
  readonly aws?: AskAws;
  /** How AWS is asked about the clusters that tunnels are tied to; without it they are not followed. */
  readonly lookup?: ClusterLookup;
  /** A tunnel goes to that cluster now, or it is in another state. */
  readonly onCluster?: (profileId: string, cluster: BoundCluster) => void;
  /** How often the cluster of a tunnel that is up is looked at, ms. */
  readonly clusterEveryMs?: number;
  /** How tunnels' ports are watched, null for not at all; without it as this system needs it. */
  readonly portWatch?: PortWatchOptions | null;
}
