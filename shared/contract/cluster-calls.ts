import { z } from 'zod';
import { signInAddressSchema } from '../model/aws-address';
import {
  clusterDetailSchema,
  clusterIdSchema,
  clusterStateSchema,
  clusterSummarySchema,
} from '../model/cluster';
import { boundClusterSchema } from '../model/cluster-binding';
import { awsPlaceSchema, clusterBriefSchema, clusterFilterSchema } from '../model/cluster-filter';
import { jobIdSchema } from '../model/job';
import { profileIdSchema } from '../model/profile';

const work = { jobId: jobIdSchema, place: awsPlaceSchema };
const nothing = z.void();

/** A profile of the user's own AWS files, without anything secret. */
const awsProfileViewSchema = z.object({
  name: z.string(),
  kind: z.enum(['keys', 'role', 'sso', 'program', 'other']),
  /** The region its section names. */
  region: z.string().nullable(),
});

export const awsAccessSchema = z.object({
  profiles: z.array(awsProfileViewSchema),
  /** What the AWS command line would take when nothing is said. */
  profile: z.string(),
  region: z.string().nullable(),
});
/** What there is to choose from before AWS is asked anything. */
export type AwsAccess = z.infer<typeof awsAccessSchema>;

/** The calls about clusters, the same between window and main as between main and engine. */
export const clusterCalls = {
  awsAccess: { args: nothing, result: awsAccessSchema },
  listClusters: {
    args: z.object({
      ...work,
      filter: clusterFilterSchema,
      /** Forget what was read before. */
      refresh: z.boolean(),
    }),
    result: z.array(clusterSummarySchema),
  },
  /** Describes the rows a person sees; each arrives as a `clusterBrief` event. */
  describeClusters: {
    args: z.object({
      ...work,
      clusters: z.array(z.object({ id: clusterIdSchema, state: clusterStateSchema })).max(200),
    }),
    result: nothing,
  },
  clusterDetail: {
    args: z.object({
      ...work,
      id: clusterIdSchema,
      /** The state the list shows; null asks AWS in any case. */
      state: clusterStateSchema.nullable(),
    }),
    result: clusterDetailSchema,
  },
  /**
   * Signs in to IAM Identity Center. A `signIn` event brings the code to compare; the call answers
   * when the person has confirmed it in the browser.
   */
  signInAws: { args: z.object(work), result: nothing },
} as const;

export const awsIdentitySchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().nullable(),
});
/** As whom AWS is asked, for as long as that lasts. */
export type AwsIdentity = z.infer<typeof awsIdentitySchema>;

/** What main alone asks of the engine; nothing of it ever reaches the window. */
export const awsIdentityCalls = {
  /** Finds the credentials of a place, for the process that reads flow logs by AWS's engines. */
  awsIdentity: { args: z.object(work), result: awsIdentitySchema },
} as const;

export const clusterEvents = {
  /** A tunnel goes to that cluster now, or it is in another state. */
  tunnelCluster: z.object({ profileId: profileIdSchema, cluster: boundClusterSchema }),
  clusterBrief: z.object({ place: awsPlaceSchema, brief: clusterBriefSchema }),
  signIn: z.object({
    jobId: jobIdSchema,
    /** What the browser shows too. */
    code: z.string().max(64),
    /** Opened in the browser. */
    url: signInAddressSchema,
  }),
} as const;
