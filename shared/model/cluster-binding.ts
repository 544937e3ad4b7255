import { z } from 'zod';
import { type ClusterPage, clusterIdSchema, clusterStateSchema } from './cluster';
import { pageUrlSchema, rangeSchema, suffixSchema } from './fields';
import { awsProfileSchema, regionSchema } from './way';

export const clusterRuleSchema = z.discriminatedUnion('by', [
  /** This cluster and no other: when it ends, so does what the tunnel is for. */
  z.object({ by: z.literal('id'), id: clusterIdSchema }),
  /** The newest running cluster of that name. */
  z.object({ by: z.literal('name'), name: z.string().trim().min(1).max(256) }),
  /** The newest running cluster with that tag. */
  z.object({
    by: z.literal('tag'),
    key: z.string().trim().min(1).max(128),
    value: z.string().trim().max(256),
  }),
]);
/** Which cluster a tunnel is for. */
export type ClusterRule = z.infer<typeof clusterRuleSchema>;

export const knownNetworkSchema = z.object({
  /** The VPC's ranges, CIDR notation; null where EC2 could not be asked. */
  vpcCidrs: z.array(rangeSchema).max(64).nullable(),
  /** The domains of names in it, where they are not EC2's own. */
  domains: z.array(suffixSchema).max(64),
  /** When AWS told it, ISO 8601. */
  readAt: z.iso.datetime(),
});
/** The network a cluster lies in, as AWS told it at some time. */
export type KnownNetwork = z.infer<typeof knownNetworkSchema>;

const lastSchema = z.object({ id: clusterIdSchema, name: z.string().max(256) });

export const clusterBindingSchema = z.object({
  region: regionSchema,
  /** Null takes what the AWS command line would take. */
  awsProfile: awsProfileSchema.nullable(),
  rule: clusterRuleSchema,
  /**
   * The SSH server is the cluster's own primary node: its name takes the place of the bastion's host
   * at each connect. Otherwise the bastion is a machine of its own and stays.
   */
  login: z.boolean(),
  /** The cluster it went to last, to be shown before AWS has been asked. */
  last: lastSchema.extend({ network: knownNetworkSchema.optional() }).nullable(),
});
/** A tunnel's tie to a cluster. The cluster itself is looked up at each connect. */
export type ClusterBinding = z.infer<typeof clusterBindingSchema>;

/** As a form hands it over: what AWS told of the network is not a person's to say. */
export const clusterTieSchema = clusterBindingSchema.extend({ last: lastSchema.nullable() });

/** As many pages as a tunnel asks for by itself (profileSchema). */
const mostPages = 16;

/** The addresses a tunnel to a cluster looks after: pages for people that should be running. */
export function pagesToCheck(pages: readonly ClusterPage[]): string[] {
  return [...new Set(wanted(pages).map(({ url }) => url))].slice(0, mostPages);
}

/** Where else these pages may be, likeliest first, by the address that is tried before. */
export function elsewhereOf(pages: readonly ClusterPage[]): Record<string, string[]> {
  const unsure = wanted(pages).filter(({ alternatives }) => alternatives.length > 0);
  return Object.fromEntries(unsure.map(({ url, alternatives }) => [url, alternatives]));
}

function wanted(pages: readonly ClusterPage[]): readonly ClusterPage[] {
  return pages.filter(({ kind, expected, group }) => {
    return kind === 'page' && expected && group === 'primary';
  });
}

export const boundClusterSchema = z.object({
  id: clusterIdSchema,
  name: z.string().max(256),
  state: clusterStateSchema,
  /** The primary node's private name. */
  primaryDns: z.string(),
  release: z.string().nullable(),
  /** The EC2 key pair its nodes were launched with. */
  keyName: z.string().nullable(),
  /** What the tunnel looks after: see {@link pagesToCheck}. */
  pages: z.array(pageUrlSchema).max(mostPages),
  /** Where else they may be: see {@link elsewhereOf}. */
  elsewhere: z.record(pageUrlSchema, z.array(pageUrlSchema)),
  network: knownNetworkSchema,
});
/** The cluster a tunnel goes to at present, as AWS told when it was last asked. */
export type BoundCluster = z.infer<typeof boundClusterSchema>;
