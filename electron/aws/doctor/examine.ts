import {
  type CheckId,
  type CheckResult,
  checkIds,
  type DoctorReport,
} from '../../../shared/model/doctor';
import type { Check } from './check';
import { valueOr } from './check';
import { aclBlocks } from './checks/acls';
import { notRunning, socksPortOpen, sshMissing, sshWorld } from './checks/bastion';
import { intraCluster, service443, service8443, service9443 } from './checks/cluster';
import { emrEndpoint, endpointGroups, executeApi } from './checks/endpoints';
import { dnsAttributes, dnsServers, otherVpc, resourceNames } from './checks/network';
import { allTcpFromBastion, bastionEgress, primaryOpen, workersOpen } from './checks/pages';
import { primarySsh } from './checks/primary-ssh';
import { public8443 } from './checks/public-subnet';
import { ruleQuota } from './checks/quota';
import { egressAll, publicIngress, staleReference } from './checks/rules';
import { s3Policy } from './checks/s3-policy';
import { dynamoDbEgress, kmsEgress, s3Egress, s3Path, sqsEgress } from './checks/services';
import { studio18888 } from './checks/studio';
import { isStarting } from './launch';
import type { Network } from './network';
import { seedRows } from './seeds';

/** All checks there are. */
export const allChecks: readonly Check[] = [
  sshMissing,
  sshWorld,
  socksPortOpen,
  notRunning,
  bastionEgress,
  otherVpc,
  primaryOpen,
  primarySsh,
  allTcpFromBastion,
  dnsAttributes,
  dnsServers,
  resourceNames,
  aclBlocks,
  workersOpen,
  intraCluster,
  service8443,
  service9443,
  service443,
  public8443,
  emrEndpoint,
  s3Path,
  s3Egress,
  s3Policy,
  sqsEgress,
  dynamoDbEgress,
  kmsEgress,
  endpointGroups,
  executeApi,
  studio18888,
  publicIngress,
  egressAll,
  staleReference,
  ruleQuota,
];

/** Every check over a network, in the order of the model's list. */
export function examineAll(network: Network): readonly CheckResult[] {
  const byId = new Map<CheckId, Check>(allChecks.map((each) => [each.id, each]));
  return checkIds.map((id) => {
    const found = byId.get(id);
    if (found === undefined) throw new Error(`no check ${id}`);
    return found.examine(network);
  });
}

/** Judges a network that has been read; asks nobody and changes nothing. */
export function examine(network: Network): DoctorReport {
  const { cluster } = network;
  const bastion = valueOr(network, 'bastion', null as never);
  return {
    at: network.at,
    region: network.region,
    cluster: {
      id: cluster.id,
      name: cluster.name,
      state: cluster.state,
      release: cluster.release,
      nodes: nodeNames(network),
    },
    bastion:
      bastion === null
        ? null
        : {
            id: bastion.id,
            name: bastion.name,
            address: bastion.publicAddress ?? bastion.members[0]?.addresses[0] ?? '',
            groups: [...new Set(bastion.members.flatMap(({ groups }) => groups))],
          },
    myAddress: valueOr(network, 'myAddress', null),
    adviceOnly: isStarting(network),
    results: [...examineAll(network)],
    seeds: [...seedRows(network)],
    denied: [...deniedActions(network)],
  };
}

function nodeNames(network: Network) {
  const nodes = valueOr(network, 'nodes', []);
  const of = (primary: boolean) =>
    nodes
      .filter(({ group }) => (group === 'primary') === primary)
      .map(({ privateDns }) => privateDns);
  return { primary: of(true), workers: of(false) };
}

/** Every action that was refused, whichever parts wanted it. */
export function deniedActions(network: Network): readonly string[] {
  const refused = Object.values(network.parts).flatMap((part) =>
    'unread' in part && part.unread.reason === 'denied' ? part.unread.needs : [],
  );
  return [...new Set(refused)].sort();
}
