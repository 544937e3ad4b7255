import { z } from 'zod';
import { host, name } from './places';

/** A call to AWS by its IAM action, such as `elasticmapreduce:ListClusters`, and the region asked. */
const awsCall = z.object({ action: z.string().max(128), region: z.string().max(64) });
/** The name of an AWS profile of the user's own files. */
const awsProfile = z.string().max(256);

/** What can go wrong with AWS and its clusters. */
export const awsFailures = [
  z.object({
    code: z.literal('aws-credentials'),
    profile: awsProfile,
    why: z.enum(['missing', 'unknown-profile', 'expired', 'sign-in', 'mfa', 'invalid']),
  }),
  z.object({ code: z.literal('aws-region-missing'), profile: awsProfile }),
  awsCall.extend({
    code: z.literal('aws-denied'),
    profile: awsProfile,
    why: z.enum(['not-allowed', 'explicit-deny']),
  }),
  awsCall.extend({ code: z.literal('aws-throttled') }),
  z.object({
    code: z.literal('aws-unreachable'),
    host,
    region: z.string().max(64),
    why: z.enum(['name', 'no-route', 'refused', 'timeout', 'cut', 'certificate']),
  }),
  /** AWS itself had a fault (5xx), after the retries. */
  awsCall.extend({ code: z.literal('aws-fault') }),
  z.object({
    code: z.literal('aws-clock'),
    /** How far this computer's clock is ahead of AWS's; null when AWS did not say the time. */
    seconds: z.number().int().nullable(),
  }),
  /** Refused for any other reason, in AWS's own words. */
  awsCall.extend({
    code: z.literal('aws-refused'),
    reason: z.string().max(128),
    detail: z.string().max(512),
  }),
  z.object({
    code: z.literal('cluster-terminated'),
    name,
    id: z.string().max(64),
    /** The tunnel goes on to a successor, as its rule says. */
    follows: z.boolean(),
  }),
  z.object({
    code: z.literal('cluster-not-ready'),
    name,
    id: z.string().max(64),
    state: z.string().max(64),
  }),
  /** EMR tells of no machine it had in the time a question is about. */
  z.object({ code: z.literal('cluster-without-nodes'), name, id: z.string().max(64) }),
  /** No running cluster fits the rule, or none has the id. */
  z.object({
    code: z.literal('cluster-missing'),
    by: z.enum(['id', 'name', 'tag']),
    rule: z.string().max(512),
    region: z.string().max(64),
  }),
] as const;
