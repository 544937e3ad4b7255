import { z } from 'zod';
import { evidenceSchema, fixSchema } from './doctor';

/** What EMR nodes may have to reach, each by the service or the peer it goes to. */
export const needIdSchema = z.enum([
  'intra',
  's3',
  'service-access',
  'service-access-8',
  'service-access-443',
  'sqs',
  'dynamodb',
  'kms',
  'sts',
  'cloudwatch',
  'secretsmanager',
  'glue',
  'lakeformation',
  'apigateway',
  'emr-api',
  'emrwal',
  'kinesis',
  'ssm',
  'metastore',
  'kerberos',
  'packages',
  'dns-ntp-imds',
]);
export type NeedId = z.infer<typeof needIdSchema>;

export const egressNeedSchema = z.object({
  need: needIdSchema,
  /** `maybe`: only what runs on the cluster can tell, or a call that would tell was refused. */
  applies: z.enum(['yes', 'no', 'maybe']),
  /** What in the cluster asks for it: a step's name, a property, an application. */
  because: z.array(z.string()),
  /** Ports it takes. */
  ports: z.array(z.number().int()),
  /** The IAM actions that were refused and would have told. */
  needs: z.array(z.string()),
});
export type EgressNeed = z.infer<typeof egressNeedSchema>;

export const egressGroupSchema = z.enum(['primary', 'workers', 'service-access']);
/** The three groups EMR manages in a private subnet; `workers` are core and task nodes. */
export type EgressGroup = z.infer<typeof egressGroupSchema>;

export const egressPeerSchema = z.object({
  kind: z.enum(['group', 'prefix-list', 'cidr']),
  /** `sg-…`, `pl-…`, a CIDR block. */
  id: z.string(),
  /** What stands behind it: a group's role, a prefix list's or endpoint's name. */
  name: z.string(),
});
export type EgressPeer = z.infer<typeof egressPeerSchema>;

export const egressRuleSchema = z.object({
  group: egressGroupSchema,
  groupId: z.string(),
  /** `tcp`, `udp`, or `-1` for everything. */
  protocol: z.string(),
  fromPort: z.number().int(),
  toPort: z.number().int(),
  peer: egressPeerSchema,
  /** The needs it serves. */
  for: z.array(needIdSchema),
});
/** One outbound rule of the proposal. */
export type EgressRule = z.infer<typeof egressRuleSchema>;

export const egressBreakSchema = z.object({
  group: egressGroupSchema,
  /** The rule of today that the proposal would take away. */
  rule: evidenceSchema,
  /** What would then no longer be reached, of what this cluster may use. */
  loses: z.array(needIdSchema),
});
export type EgressBreak = z.infer<typeof egressBreakSchema>;

export const egressPlanSchema = z.object({
  at: z.string(),
  region: z.string(),
  cluster: z.object({ id: z.string(), name: z.string(), release: z.string().nullable() }),
  needs: z.array(egressNeedSchema),
  rules: z.array(egressRuleSchema),
  /** Needs that apply and that no rule can serve as the network is now. */
  unserved: z.array(needIdSchema),
  /** Needs that apply and that today's rules do not let through; null when those are not known. */
  missingNow: z.array(needIdSchema).nullable(),
  /** Null when today's rules could not be read. */
  breaks: z.array(egressBreakSchema).nullable(),
  quota: z.array(
    z.object({
      group: egressGroupSchema,
      groupId: z.string(),
      /** Outbound rules of the proposal, prefix lists counted by weight. */
      rules: z.number().int(),
      limit: z.number().int(),
    }),
  ),
  fix: fixSchema.nullable(),
  adviceOnly: z.boolean(),
  denied: z.array(z.string()),
});
/** The smallest set of outbound rules a cluster can live with, with its reasons. */
export type EgressPlan = z.infer<typeof egressPlanSchema>;
