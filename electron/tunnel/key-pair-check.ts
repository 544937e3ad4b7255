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

/** The keys that servers of a way will be offered from a file; null where none is. */
export interface OfferedKeys {
  /** The server the way begins at: the first jump host, or else the bastion. */
  readonly first: PrivateKey | null;
  readonly bastion: PrivateKey | null;
}

interface Launched {
  /** What is compared once in a run: a cluster's id or an instance's. */
  readonly id: string;
  readonly machine: 'cluster' | 'bastion' | 'jump-host';
  readonly place: AwsPlace;
  readonly key: PrivateKey | null;
  readonly pairName: (signal: AbortSignal) => Promise<string | null>;
}

/**
 * Compares the keys that are about to be offered with the EC2 key pairs their machines were launched
 * with: the cluster's where the tunnel logs in to its primary node, and that of the instance the way
 * begins at. Another key may well be let in, so it is only said: when the login is refused, this is
 * why.
 */
export class KeyPairCheck {
  readonly #options: KeyPairCheckOptions;
  readonly #compared = new Set<string>();

  constructor(options: KeyPairCheckOptions) {
    this.#options = options;
  }

  async compare(
    keys: OfferedKeys,
    cluster: BoundCluster | null,
    signal: AbortSignal,
  ): Promise<void> {
    for (const launched of this.#launched(keys, cluster)) {
      if (launched.key === null || this.#compared.has(launched.id)) continue;
      this.#compared.add(launched.id);
      await this.#compareOne(launched.key, launched, signal);
    }
  }

  async #compareOne(key: PrivateKey, launched: Launched, signal: AbortSignal): Promise<void> {
    const { lookup, tell } = this.#options;
    const { machine, place, pairName } = launched;
    try {
      const pair = await pairName(signal);
      if (pair === null) return;
      const shown = await lookup.keyPair(place, pair, signal);
      if (shown === null || isEc2Fingerprint(shown, ec2Fingerprints(key))) return;
      const fingerprint = `${key.facts.fingerprint}`;
      tell({ code: 'key-pair-differs', machine, pair, shown, fingerprint });
    } catch (error) {
      // Not allowed, deleted, unreachable: then there is nothing to compare with.
      if (!(error instanceof FailureError)) throw error;
    }
  }

  #launched(keys: OfferedKeys, cluster: BoundCluster | null): Launched[] {
    const { profile, lookup } = this.#options;
    const { cluster: binding, instance, jumpHosts } = profile;
    const launched: Launched[] = [];
    if (binding?.login && cluster !== null) {
      const { id, keyName } = cluster;
      const pairName = async () => keyName;
      launched.push({ id, machine: 'cluster', place: binding, key: keys.bastion, pairName });
    }
    // The instance is where the way begins: without jump hosts that is the bastion itself.
    const isNode = jumpHosts.length === 0 && binding?.login === true && cluster !== null;
    if (instance !== null && !isNode) {
      const { id } = instance;
      const machine = jumpHosts.length > 0 ? 'jump-host' : 'bastion';
      const pairName = (signal: AbortSignal) => lookup.keyNameOf(instance, id, signal);
      launched.push({ id, machine, place: instance, key: keys.first, pairName });
    }
    return launched;
  }
}
