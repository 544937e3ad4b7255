import { z } from 'zod';
import { checkIdSchema, severitySchema } from './doctor-checks';

export const checkStatusSchema = z.enum(['pass', 'fail', 'unknown', 'not-checked']);
export type CheckStatus = z.infer<typeof checkStatusSchema>;

/** Why a check has no verdict, or passes without having looked. */
export const checkReasonSchema = z.enum([
  /** A call it needs was refused; `needs` names the actions. */
  'denied',
  /** A call it needs failed otherwise; `needs` names the actions. */
  'call-failed',
  'no-bastion',
  /** This computer does not know the bastion's name, and no instance has it. */
  'name-unresolved',
  'no-address',
  'no-public-address',
  'address-range',
  'outside-vpc',
  /** A rule is for a part of the network, and the endpoint's subnets were not read. */
  'endpoint-place',
  'no-nodes',
  'no-pages',
  /** The cluster's release or configuration does not ask for it. */
  'not-applicable',
  /** A release label whose numbers cannot be read. */
  'unknown-release',
  /** A route leads to what has routes of its own, or is for a list that was not read. */
  'unseen-route',
  /** A policy has conditions, and what they come to is known with each request only. */
  'conditional-policy',
]);
export type CheckReason = z.infer<typeof checkReasonSchema>;

export const evidenceSchema = z.object({
  /** What the evidence is about: a security group, a subnet, an endpoint. */
  resource: z.string(),
  name: z.string(),
  /** `sgr-…`, a network ACL's rule number, or null when the evidence is that there is none. */
  rule: z.string().nullable(),
  /** What stands there, in the notation of EC2: `tcp 8088 from sg-07fa`. */
  text: z.string(),
});
/** What was seen that makes a check pass or fail. */
export type Evidence = z.infer<typeof evidenceSchema>;

export const fixSchema = z.object({
  cli: z.string(),
  terraform: z.string(),
  cloudformation: z.string(),
  /** The AWS CLI commands that take the change back. */
  undo: z.string(),
  /** The IAM actions that whoever applies it needs. */
  actions: z.array(z.string()),
});
/** How to mend it, ready to paste. Culvert itself changes nothing. */
export type Fix = z.infer<typeof fixSchema>;

export const checkFactsSchema = z.object({
  /** Ports or port ranges that do not get through. */
  ports: z.array(z.string()).default([]),
  /** Names of the web interfaces behind them. */
  pages: z.array(z.string()).default([]),
  /** Groups, subnets or endpoints the words name. */
  at: z.array(z.string()).default([]),
  /** Where it comes from: an address, a group, a role. */
  from: z.string().default(''),
  /** Anything else the words name: a bucket, a state, a domain. */
  what: z.array(z.string()).default([]),
});
export type CheckFacts = z.infer<typeof checkFactsSchema>;

export const checkResultSchema = z.object({
  check: checkIdSchema,
  severity: severitySchema,
  status: checkStatusSchema,
  reason: checkReasonSchema.nullable(),
  facts: checkFactsSchema,
  evidence: z.array(evidenceSchema),
  fix: fixSchema.nullable(),
  /** The IAM actions without which it could not be looked at. */
  needs: z.array(z.string()),
});
export type CheckResult = z.infer<typeof checkResultSchema>;
