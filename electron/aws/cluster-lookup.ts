import { DescribeInstancesCommand, DescribeKeyPairsCommand } from '@aws-sdk/client-ec2';
import type { ClusterState, ClusterSummary } from '../../shared/model/cluster';
import {
  type BoundCluster,
  type ClusterBinding,
  type ClusterRule,
  elsewhereOf,
  pagesToCheck,
} from '../../shared/model/cluster-binding';
import type { AwsPlace, ClusterFilter } from '../../shared/model/cluster-filter';
import { ruleText } from '../../shared/model/cluster-rule';
import { isEnding } from '../../shared/model/cluster-states';
import { FailureError } from '../../shared/model/failure';
import { networkOfCluster } from '../browser/cluster-network';
import type { AwsDesk } from './aws-desk';
import { type ClusterWork, clientWork } from './cluster-book';
import { describeCluster } from './cluster-description';

type Slowed = (inMs: number) => void;

const workOf = (signal: AbortSignal, slowed: Slowed): ClusterWork => ({
  signal,
  progress: () => undefined,
  slowed,
});

/** Finds the clusters that tunnels are tied to, through the sessions of a desk. */
export function clusterLookup(desk: AwsDesk) {
  return {
    /**
     * @param slowed told when AWS asks to slow down and it is tried again in so many ms.
     * @throws FailureError `cluster-missing` where none fits, `cluster-terminated` and
     *   `cluster-not-ready` where it is over or only coming, else `aws-*`.
     */
    async find(
      binding: ClusterBinding,
      signal: AbortSignal,
      slowed: Slowed,
    ): Promise<BoundCluster> {
      const { region, rule } = binding;
      const work = workOf(signal, slowed);
      const book = desk.book(binding);
      const id = rule.by === 'id' ? rule.id : (await newest(desk, binding, rule, work)).id;
      const clients = desk.session(binding).clientsFor(clientWork(work));
      const { name, state } = await describeCluster(clients, id, region);
      if (isEnding(state)) {
        const follows = rule.by !== 'id';
        throw new FailureError({ code: 'cluster-terminated', id, name, follows });
      }
      const detail = await book.detail(id, state, work);
      const { primaryDns, release, keyName, pages } = detail;
      if (primaryDns === null) {
        throw new FailureError({ code: 'cluster-not-ready', id, name, state });
      }
      const network = networkOfCluster(detail);
      const cluster = { id, name, state, primaryDns, release, keyName, network };
      return { ...cluster, pages: pagesToCheck(pages), elsewhere: elsewhereOf(pages) };
    },

    /**
     * The fingerprint EC2 shows for a key pair.
     *
     * @throws FailureError `aws-*`, `aws-refused` for a pair that was deleted.
     */
    async keyPair(place: AwsPlace, name: string, signal: AbortSignal): Promise<string | null> {
      const { ec2 } = desk.session(place).clientsFor({ signal });
      const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({ KeyNames: [name] }));
      return KeyPairs?.[0]?.KeyFingerprint ?? null;
    },

    /** @throws FailureError `aws-*`. */
    async keyNameOf(
      place: AwsPlace,
      instance: string,
      signal: AbortSignal,
    ): Promise<string | null> {
      const { ec2 } = desk.session(place).clientsFor({ signal });
      const command = new DescribeInstancesCommand({ InstanceIds: [instance] });
      const { Reservations } = await ec2.send(command);
      return Reservations?.[0]?.Instances?.[0]?.KeyName ?? null;
    },

    /** @throws FailureError `cluster-missing` or `aws-*`. */
    async stateOf(binding: ClusterBinding, id: string, signal: AbortSignal): Promise<ClusterState> {
      const clients = desk.session(binding).clientsFor({ signal });
      return (await describeCluster(clients, id, binding.region)).state;
    },
  };
}

/** The newest cluster that fits a rule and runs; one that is only coming tells more than none. */
async function newest(
  desk: AwsDesk,
  binding: ClusterBinding,
  rule: Exclude<ClusterRule, { by: 'id' }>,
  work: ClusterWork,
): Promise<ClusterSummary> {
  const filter = {
    name: rule.by === 'name' ? rule.name : null,
    tag: rule.by === 'tag' ? { key: rule.key, value: rule.value } : null,
    createdAfter: null,
  };
  const look = async (states: ClusterFilter['states']) => {
    const found = await desk.book(binding).list({ ...filter, states }, work);
    // The list looks for a part of the name, whatever its case; a rule means the whole.
    return found.find(({ name }) => rule.by !== 'name' || name === rule.name);
  };
  const running = await look(['RUNNING', 'WAITING']);
  if (running !== undefined) return running;
  const coming = await look(['STARTING', 'BOOTSTRAPPING']);
  if (coming !== undefined) {
    const { id, name, state } = coming;
    throw new FailureError({ code: 'cluster-not-ready', id, name, state });
  }
  const { region } = binding;
  throw new FailureError({
    code: 'cluster-missing',
    by: rule.by,
    rule: ruleText(rule),
    region,
  });
}
