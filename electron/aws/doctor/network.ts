import type {
  ClusterNode,
  ClusterState,
  Configuration,
  NodeGroup,
} from '../../../shared/model/cluster';

/** A security group's rule with one peer, as DescribeSecurityGroupRules gives them. */
export interface Rule {
  readonly id: string;
  readonly group: string;
  readonly egress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all. */
  readonly protocol: string;
  /** ICMP: type and code. -1 on either side is all; what `-1` as protocol has here means nothing. */
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer: RulePeer;
}

export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | {
      readonly kind: 'group';
      readonly group: string;
      /** Where that group is when not here: the id of a peered VPC, or of another account. */
      readonly vpc: string | null;
      /** The state of the peering connection it is reached by, such as `deleted`; absent: none. */
      readonly peering?: string;
    }
  | { readonly kind: 'prefix-list'; readonly id: string };

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpc: string;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  /** IPv4 first, then IPv6. */
  readonly cidrs: readonly string[];
  readonly hostNames: 'ip-name' | 'resource-name';
}

export interface Vpc {
  readonly id: string;
  readonly cidrs: readonly string[];
}

export interface Route {
  /** A CIDR block or a prefix list's id. */
  readonly destination: string;
  /** `local`, `igw-…`, `nat-…`, `vpce-…`, `pcx-…`, `tgw-…`, `eni-…`, a core network's ARN; empty for others. */
  readonly target: string;
  readonly active: boolean;
}

export interface RouteTable {
  readonly id: string;
  readonly routes: readonly Route[];
}

export interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  readonly protocol: string;
  readonly cidr: string;
  readonly fromPort: number;
  readonly toPort: number;
}

export interface NetworkAcl {
  readonly id: string;
  readonly entries: readonly AclEntry[];
}

export interface VpcEndpoint {
  readonly id: string;
  /** `com.amazonaws.ap-northeast-2.s3`. */
  readonly service: string;
  readonly type: 'gateway' | 'interface' | 'other';
  readonly available: boolean;
  readonly routeTables: readonly string[];
  readonly groups: readonly string[];
  /** Whether who asks for the service's public name within the VPC is led here. */
  readonly privateDns: boolean;
  /** The IPv4 blocks of the subnets it has addresses in; null where they were not read. */
  readonly blocks: readonly string[] | null;
  /** The policy document as JSON text; null stands for full access. */
  readonly policy: string | null;
}

export interface PrefixList {
  readonly id: string;
  readonly name: string;
  /** What it counts against a group's quota; 1 for the lists AWS keeps of S3 and DynamoDB. */
  readonly weight: number;
  readonly cidrs: readonly string[];
}

export interface Peering {
  readonly id: string;
  readonly vpcs: readonly [string, string];
  readonly active: boolean;
  /** Whether each side lets the other resolve its names to private addresses. */
  readonly resolvesNames: boolean;
}

/** One network interface, or a set of them alike: the groups it carries and where it can be. */
export interface Member {
  readonly groups: readonly string[];
  /** CIDR blocks; a single address where it is known. */
  readonly addresses: readonly string[];
  readonly vpc: string | null;
}

export interface Bastion {
  /** As it was asked for: an instance, a group or an address. */
  readonly id: string;
  readonly name: string;
  readonly members: readonly Member[];
  /** False when only a group is known and `addresses` is all of its VPC. */
  readonly exact: boolean;
  readonly publicAddress: string | null;
  /** EC2's name for it, such as `running`; null when it is no instance EC2 knows. */
  readonly state: string | null;
  readonly subnet: string | null;
  readonly vpc: string | null;
}

export interface SecurityFacts {
  readonly inTransitEncryption: boolean;
  readonly kms: boolean;
  /** KDC and admin servers outside the cluster, of its own realm or of a trusted one. */
  readonly kerberosHosts: readonly string[];
  /** Users are looked up in an Active Directory, over LDAP. */
  readonly activeDirectory: boolean;
  readonly roleMappings: boolean;
  readonly lakeFormation: boolean;
  readonly ranger: boolean;
  readonly managedCertificates: boolean;
}

export interface PageAddress {
  readonly name: string;
  readonly port: number;
  readonly group: NodeGroup;
}

/** What DescribeCluster says; without it there is nothing to examine. */
export interface ClusterFacts {
  readonly id: string;
  readonly name: string;
  readonly state: ClusterState;
  /** `emr-7.1.0`. */
  readonly release: string | null;
  readonly applications: readonly string[];
  readonly configurations: readonly Configuration[];
  readonly groups: {
    /** Managed group first, then the additional ones; found by id, never by name. */
    readonly primary: readonly string[];
    readonly workers: readonly string[];
    readonly serviceAccess: string | null;
  };
  readonly subnet: string | null;
  readonly logUri: string | null;
  readonly logKey: string | null;
  readonly monitoring: boolean;
  readonly pages: readonly PageAddress[];
}

export interface Step {
  readonly name: string;
  readonly jar: string;
  readonly args: readonly string[];
}

/** An EMR Studio: the groups of its Workspaces, and of the primary nodes they are attached to. */
export interface Studio {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly workspace: string;
}

/** What is known of a network beyond the cluster itself; each part is read by a call of its own. */
export interface NetworkParts {
  readonly nodes: readonly ClusterNode[];
  readonly steps: readonly Step[];
  readonly bootstrap: readonly Step[];
  /** Null when the cluster has no security configuration. */
  readonly security: SecurityFacts | null;
  readonly managedScaling: boolean;
  /** Those of the VPC; none is asked for where the cluster cannot serve one. */
  readonly studios: readonly Studio[];
  /** The port ranges that block public access leaves open, or null while it is off. */
  readonly publicPorts: readonly { readonly from: number; readonly to: number }[] | null;
  readonly groups: readonly SecurityGroup[];
  readonly rules: readonly Rule[];
  readonly subnet: Subnet;
  readonly vpc: Vpc;
  readonly dns: { readonly support: boolean; readonly hostNames: boolean };
  readonly dhcp: { readonly servers: readonly string[]; readonly domain: string | null };
  readonly routes: RouteTable;
  readonly acl: NetworkAcl;
  readonly endpoints: readonly VpcEndpoint[];
  readonly prefixLists: readonly PrefixList[];
  readonly bastion: Bastion;
  readonly bastionAcl: NetworkAcl;
  readonly bastionRoutes: RouteTable;
  readonly peerings: readonly Peering[];
  /** Null when nobody said and it could not be found out. */
  readonly myAddress: string | null;
}

export type PartName = keyof NetworkParts;

/** Why a part is missing. */
export interface Unread {
  readonly reason: 'denied' | 'call-failed' | 'no-bastion' | 'name-unresolved' | 'outside-vpc';
  /** The actions that would have read it. */
  readonly needs: readonly string[];
}

export type Part<Value> = { readonly value: Value } | { readonly unread: Unread };

/** A network as it was at one moment, as plain data: whatever judges it does so without asking. */
export interface Network {
  readonly at: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  readonly sshPort: number;
  readonly localPort: number;
  /** Where the primary node's sshd is logged in at over the bastion; absent or null: nobody does. */
  readonly primarySshPort?: number | null;
  readonly cluster: ClusterFacts;
  readonly parts: { readonly [Name in PartName]: Part<NetworkParts[Name]> };
}
