import { z } from 'zod';

/** The states of a cluster as EMR's API names them (ClusterState). */
export const clusterStateSchema = z.enum([
  'STARTING',
  'BOOTSTRAPPING',
  'RUNNING',
  'WAITING',
  'TERMINATING',
  'TERMINATED',
  'TERMINATED_WITH_ERRORS',
]);
export type ClusterState = z.infer<typeof clusterStateSchema>;

/** Which node of a cluster: EMR's MASTER, CORE and TASK groups. */
export const nodeGroupSchema = z.enum(['primary', 'core', 'task']);
export type NodeGroup = z.infer<typeof nodeGroupSchema>;

export const clusterIdSchema = z.string().regex(/^j-[A-Z0-9]{1,64}$/);

export const clusterSummarySchema = z.object({
  id: clusterIdSchema,
  name: z.string(),
  state: clusterStateSchema,
  /** ISO 8601, UTC. */
  created: z.string().nullable(),
});
/** A cluster as a list shows it. */
export type ClusterSummary = z.infer<typeof clusterSummarySchema>;

export const clusterNodeSchema = z.object({
  group: nodeGroupSchema,
  privateDns: z.string(),
  privateIp: z.string(),
  instanceId: z.string().nullable(),
  /** Its instance group or fleet, as in `instanceGroupSchema`. */
  groupId: z.string().nullable(),
});
export type ClusterNode = z.infer<typeof clusterNodeSchema>;

export interface Configuration {
  readonly classification: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly configurations: readonly Configuration[];
}

/** A configuration object of EMR: a classification, its properties, and what is nested in it. */
export const configurationSchema: z.ZodType<Configuration> = z.lazy(() =>
  z.object({
    classification: z.string(),
    properties: z.record(z.string(), z.string()),
    configurations: z.array(configurationSchema),
  }),
);

export const instanceGroupSchema = z.object({
  /** `ig-…` of an instance group, `if-…` of a fleet. */
  id: z.string(),
  name: z.string(),
  group: nodeGroupSchema,
  /** `m5.xlarge`; a fleet may mix several. */
  instanceTypes: z.array(z.string()),
  /** What is there and what was asked for: instances of a group, capacity units of a fleet. */
  running: z.number(),
  requested: z.number(),
  /** What this group sets differently from the cluster (from release 5.21.0 on). */
  configurations: z.array(configurationSchema),
});
/** An instance group or an instance fleet: the machines of one role. */
export type InstanceGroup = z.infer<typeof instanceGroupSchema>;

export const clusterPageSchema = z.object({
  /** The interface's id in the catalogue, such as `yarn-rm`. */
  id: z.string(),
  name: z.string(),
  /** A page for people, or an interface for programs. */
  kind: z.enum(['page', 'api']),
  url: z.string(),
  /** Where else it may be when nothing answers there, likeliest first. */
  alternatives: z.array(z.string()),
  /** The private name of the node that serves it. */
  node: z.string(),
  group: nodeGroupSchema,
  /** False where it may well not be running, so that its silence is no fault. */
  expected: z.boolean(),
});
/** A web interface a cluster should be serving. */
export type ClusterPage = z.infer<typeof clusterPageSchema>;

export const clusterDetailSchema = clusterSummarySchema.extend({
  /** `emr-7.1.0`; null on clusters older than release labels. */
  release: z.string().nullable(),
  applications: z.array(z.object({ name: z.string(), version: z.string() })),
  /** Why it is in this state, in EMR's words; null when it did not say. */
  stateReason: z.string().nullable(),
  /** The name to connect to; absent until the primary node is up, kept after termination. */
  primaryDns: z.string().nullable(),
  /** Whether the nodes come in instance groups or in fleets. */
  collection: z.enum(['groups', 'fleets']),
  groups: z.array(instanceGroupSchema),
  nodes: z.array(clusterNodeSchema),
  configurations: z.array(configurationSchema),
  /** Null when the security configuration could not be read. */
  inTransitEncryption: z.boolean().nullable(),
  securityGroups: z.object({
    primary: z.string().nullable(),
    core: z.string().nullable(),
    serviceAccess: z.string().nullable(),
  }),
  subnet: z.string().nullable(),
  /** Null when EC2 could not be asked, as vpcCidrs. */
  vpc: z.string().nullable(),
  /** Null when EC2 could not be asked. */
  vpcCidrs: z.array(z.string()).nullable(),
  /** What the VPC's DHCP options give to names (`domain-name`); null when EC2 could not be asked. */
  domains: z.array(z.string()).nullable(),
  keyName: z.string().nullable(),
  logUri: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  /** The IAM actions that were refused, so that what depends on them is not known. */
  denied: z.array(z.string()),
  /** When AWS told this, ISO 8601. */
  readAt: z.iso.datetime(),
  pages: z.array(clusterPageSchema),
});
/** Everything Culvert knows of one cluster. Nothing of its Kerberos attributes is ever kept. */
export type ClusterDetail = z.infer<typeof clusterDetailSchema>;
