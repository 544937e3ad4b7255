import type { BoundCluster } from '../../shared/model/cluster-binding';
import type { AwsPlace } from '../../shared/model/cluster-filter';
import { FailureError } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import { ec2Fingerprints, isEc2Fingerprint } from '../keys/ec2-fingerprints';
import type { PrivateKey } from '../keys/private-key';
import type { ClusterLookup } from './cluster-tie';

export interface KeyPairCheckOptions {
  readonly profile: Pick<Profile, 'cluster' | 'instance' | 'jumpHosts'>;
  readonly lookup: Pick<ClusterLookup, 'keyPair' | 'keyNameOf'>;
  readonly tell: (event: LogEvent) => void;
}

/**
 * Compares the key that is about to be offered with the EC2 key pair the machine was launched with:
 * the cluster's where the tunnel logs in to its primary node, else the one of the bastion's instance.
 * Another key may well be let in, so it is only said: when the login is refused, this is why.
 */
export class KeyPairCheck {
  readonly #options: KeyPairCheckOptions;
  /** The pair that has been compared in this run. */
  #compared: string | null = null;

  constructor(options: KeyPairCheckOptions) {
    this.#options = options;
  }

  async compare(
    key: PrivateKey | null,
    cluster: BoundCluster | null,
    signal: AbortSignal,
  ): Promise<void> {
    if (key === null) return;
    const { lookup, tell } = this.#options;
    try {
      const found = await this.#pair(cluster, signal);
      if (found === null) return;
      const { place, pair } = found;
      const shown = await lookup.keyPair(place, pair, signal);
      if (shown === null || isEc2Fingerprint(shown, ec2Fingerprints(key))) return;
      tell({ code: 'key-pair-differs', pair, shown, fingerprint: `${key.facts.fingerprint}` });
    } catch (error) {
      // Not allowed, deleted, unreachable: then there is nothing to compare with.
      if (!(error instanceof FailureError)) throw error;
    }
  }

  async #pair(
    cluster: BoundCluster | null,
    signal: AbortSignal,
  ): Promise<{ readonly place: AwsPlace; readonly pair: string } | null> {
    const { profile, lookup } = this.#options;
    const { cluster: binding, instance, jumpHosts } = profile;
    if (binding?.login && cluster !== null) {
      if (cluster.keyName === null || this.#compared === cluster.id) return null;
      this.#compared = cluster.id;
      return { place: binding, pair: cluster.keyName };
    }
    // The instance is where the way begins: with jump hosts that is not the bastion.
    if (instance === null || jumpHosts.length > 0 || this.#compared === instance.id) return null;
    this.#compared = instance.id;
    const pair = await lookup.keyNameOf(instance, instance.id, signal);
    return pair === null ? null : { place: instance, pair };
  }
}
