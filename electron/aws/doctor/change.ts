import { protocolOf } from './coverage';
import type { Rule, RulePeer } from './network';

/** A rule that is to be added: who may reach whom, as a security group's rule says it. */
export interface RuleToAdd {
  readonly kind: 'add-rule';
  readonly group: string;
  readonly egress: boolean;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer: RulePeer;
}

/** A change of the network that would mend a finding. Culvert writes it down and never makes it. */
export type Change =
  | RuleToAdd
  | { readonly kind: 'remove-rule'; readonly rule: Rule }
  | {
      readonly kind: 'gateway-endpoint';
      readonly service: string;
      readonly vpc: string;
      readonly routeTable: string;
    }
  | {
      readonly kind: 'interface-endpoint';
      readonly service: string;
      readonly vpc: string;
      readonly subnet: string;
      readonly group: string;
    }
  | {
      readonly kind: 'endpoint-policy';
      readonly endpoint: string;
      readonly policy: string;
      readonly before: string | null;
    }
  | { readonly kind: 'private-dns'; readonly endpoint: string; readonly on: boolean }
  | { readonly kind: 'endpoint-group'; readonly endpoint: string; readonly group: string }
  | {
      readonly kind: 'vpc-dns';
      readonly vpc: string;
      readonly attribute: 'enableDnsSupport' | 'enableDnsHostnames';
    }
  | {
      readonly kind: 'acl-entry';
      readonly acl: string;
      readonly egress: boolean;
      readonly number: number;
      readonly cidr: string;
      readonly fromPort: number;
      readonly toPort: number;
    }
  | { readonly kind: 'peering'; readonly from: string; readonly to: string }
  | { readonly kind: 'peering-dns'; readonly peering: string }
  | {
      readonly kind: 'route';
      readonly routeTable: string;
      readonly cidr: string;
      readonly peering: string;
    }
  | { readonly kind: 'start-instance'; readonly instance: string };

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

/** What is done to a VPC endpoint, or makes one. */
export type EndpointChange = Of<
  'gateway-endpoint' | 'interface-endpoint' | 'endpoint-policy' | 'private-dns' | 'endpoint-group'
>;

/** What joins two VPCs. */
export type PeeringChange = Of<'peering' | 'peering-dns' | 'route'>;

/** The change that lets one peer use some TCP ports of a group, or a group use those of a peer. */
export function allowTcp(
  direction: 'ingress' | 'egress',
  group: string,
  ports: readonly number[],
  peer: RulePeer,
): RuleToAdd[] {
  return ports.map((port) => ({
    kind: 'add-rule',
    group,
    egress: direction === 'egress',
    protocol: 'tcp',
    fromPort: port,
    toPort: port,
    peer,
  }));
}

/** A security group of the same VPC as the other side of a rule. */
export function groupPeer(group: string): RulePeer {
  return { kind: 'group', group, vpc: null };
}

/** A range of addresses as the other side of a rule. */
export function cidrPeer(cidr: string): RulePeer {
  return { kind: 'cidr', cidr };
}

/** The same change is proposed once, whichever finding asks for it. */
export function distinct(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

type Compared = Pick<RuleToAdd, 'group' | 'egress' | 'protocol' | 'fromPort' | 'toPort' | 'peer'>;

/**
 * Whether two rules say the same of the same group. EC2 refuses to add such a one again, and with it
 * every other rule of the command.
 */
export function isSameRule(left: Compared, right: Compared): boolean {
  const name = ({ peer }: Compared) =>
    peer.kind === 'group' ? peer.group : peer.kind === 'cidr' ? peer.cidr : peer.id;
  const protocol = protocolOf(left.protocol);
  return (
    left.group === right.group &&
    left.egress === right.egress &&
    protocol === protocolOf(right.protocol) &&
    (protocol === '-1' || (left.fromPort === right.fromPort && left.toPort === right.toPort)) &&
    name(left) === name(right)
  );
}
