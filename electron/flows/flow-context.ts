import type { EgressRule } from '../../shared/model/flows';
import type { KnownInterface, KnownNode } from './sides';

/** An address whose owner is known: a node, an endpoint, a database. */
export interface KnownPlace {
  readonly address: string;
  /** `primary`, `com.amazonaws.ap-northeast-2.sqs`, `RDS`… */
  readonly service: string;
  /** The role it has in the cluster, where it has one. */
  readonly role: 'master' | 'slave' | 'serviceAccess' | null;
  readonly securityGroups: readonly string[];
}

/** A list of AWS's own addresses that a rule can name. */
export interface KnownPrefixList {
  readonly id: string | null;
  /** `com.amazonaws.ap-northeast-2.s3`. */
  readonly name: string;
  readonly cidrs: readonly string[];
  /** What it counts against a group's quota of rules; 1 where nobody has said. */
  readonly weight?: number;
}

/** What is known of the network the records come from. All of it may be missing. */
export interface FlowContext {
  readonly region: string | null;
  readonly interfaces: readonly KnownInterface[];
  /** The cluster's nodes, those that have gone among them. */
  readonly nodes: readonly KnownNode[];
  readonly places: readonly KnownPlace[];
  readonly prefixLists: readonly KnownPrefixList[];
  readonly vpcCidrs: readonly string[];
  /** The smallest outbound rules the cluster can live with. */
  readonly rules: readonly EgressRule[];
}

/** Files alone: nothing is known of whose records they are, but S3 is needed by every cluster. */
export function contextOfFiles(region: string | null): FlowContext {
  const name = `com.amazonaws.${region ?? '{region}'}.s3`;
  const s3 = (port: number): EgressRule => ({
    group: null,
    protocol: 'tcp',
    fromPort: port,
    toPort: port,
    peer: { kind: 'prefix-list', name, id: null },
    need: 's3',
    launch: true,
  });
  return {
    region,
    interfaces: [],
    nodes: [],
    places: [],
    prefixLists: [],
    vpcCidrs: [],
    rules: [s3(443), s3(80)],
  };
}
