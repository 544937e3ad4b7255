import { z } from 'zod';

export const severitySchema = z.enum(['error', 'warn', 'info']);
export type Severity = z.infer<typeof severitySchema>;

/** The stretches of the way from this computer to the services a cluster calls, in order. */
export const stretchSchema = z.enum(['ssh', 'primary', 'workers', 'services']);
export type Stretch = z.infer<typeof stretchSchema>;

interface CheckTraits {
  readonly severity: Severity;
  readonly stretch: Stretch;
  /** Whether a failure stops what travels that stretch, or only deserves attention. */
  readonly blocks: boolean;
}

function traits(severity: Severity, stretch: Stretch, blocks = false): CheckTraits {
  return { severity, stretch, blocks };
}

/** Everything the doctor looks at: how grave a failure is, and where on the way it lies. */
export const checks = {
  BASTION_SSH_MISSING: traits('error', 'ssh', true),
  BASTION_SSH_WORLD: traits('warn', 'ssh'),
  BASTION_SOCKS_PORT_OPEN: traits('warn', 'ssh'),
  BASTION_NOT_RUNNING: traits('error', 'ssh', true),
  BASTION_EGRESS_BLOCKS_UI: traits('error', 'primary', true),
  BASTION_OTHER_VPC: traits('warn', 'primary', true),
  MASTER_UI_NOT_OPEN_TO_BASTION: traits('error', 'primary', true),
  PRIMARY_SSH_NOT_OPEN_TO_BASTION: traits('error', 'primary', true),
  MASTER_ALL_TCP_FROM_BASTION: traits('info', 'primary'),
  DNS_ATTRIBUTES: traits('error', 'primary', true),
  DNS_SERVERS_CUSTOM: traits('warn', 'primary'),
  RESOURCE_NAME_HOSTS: traits('info', 'primary'),
  NACL_BLOCKS: traits('warn', 'primary', true),
  SLAVE_UI_NOT_OPEN_TO_BASTION: traits('warn', 'workers', true),
  INTRA_CLUSTER_RULE_MISSING: traits('error', 'workers', true),
  SA_8443_MISSING: traits('error', 'services', true),
  SA_9443_MISSING: traits('error', 'services', true),
  SA_443_MISSING: traits('error', 'services', true),
  PUBLIC_8443_MISSING: traits('error', 'services', true),
  EMR_SERVICE_VPCE_MISSING: traits('error', 'services', true),
  S3_PATH_MISSING: traits('error', 'services', true),
  S3_EGRESS_MISSING: traits('error', 'services', true),
  S3_POLICY_TOO_NARROW: traits('error', 'services', true),
  SQS_EGRESS_MISSING: traits('error', 'services', true),
  DDB_EGRESS_MISSING: traits('error', 'services', true),
  KMS_EGRESS_MISSING: traits('error', 'services', true),
  VPCE_SG_BLOCKS_CLUSTER: traits('error', 'services', true),
  EXECUTE_API_PRIVATE_DNS: traits('warn', 'services', true),
  STUDIO_18888_MISSING: traits('warn', 'services'),
  PUBLIC_INGRESS: traits('warn', 'workers'),
  EGRESS_ALL: traits('info', 'services'),
  STALE_REFERENCE: traits('warn', 'workers'),
  RULE_QUOTA: traits('warn', 'services'),
} as const satisfies Record<string, CheckTraits>;

export type CheckId = keyof typeof checks;
export const checkIds = Object.keys(checks) as readonly CheckId[];
export const checkIdSchema = z.enum(checkIds as [CheckId, ...CheckId[]]);

export const checkStatusSchema = z.enum(['pass', 'fail', 'unknown', 'not-checked']);
export type CheckStatus = z.infer<typeof checkStatusSchema>;

/** Why a check has no verdict, or passes without having looked. */
export const checkReasonSchema = z.enum([
  /** A call it needs was refused; `needs` names the actions. */
  'denied',
  /** A call it needs failed otherwise; `needs` names the actions. */
  'call-failed',
  'no-bastion',
  'no-address',
  'no-public-address',
  'address-range',
  'outside-vpc',
  'no-nodes',
  'no-pages',
  /** The cluster's release or configuration does not ask for it. */
  'not-applicable',
  /** A release label whose numbers cannot be read. */
  'unknown-release',
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

export const seedVerdictSchema = z.enum([
  'required',
  'unneeded',
  'too-wide',
  'can-narrow',
  /** The release of this cluster no longer uses it. */
  'obsolete',
  /** The tables lack it, and this cluster needs it. */
  'gap',
  /** What the text asks for cannot be written as a rule. */
  'not-possible',
]);
export type SeedVerdict = z.infer<typeof seedVerdictSchema>;

export const seedWhySchema = z.enum([
  'socks',
  'ssh',
  'all-ports',
  'service-8443',
  'service-8443-obsolete',
  'intra',
  'http',
  'https',
  'gap-workers',
  'gap-9443',
  'gap-443',
  'gap-bastion-egress',
  'gap-sshd',
  's3-list',
  'sqs-cidr',
  'dynamodb-cidr',
  'endpoints',
  'no-change-at-launch',
  'flow-logs',
]);
export type SeedWhy = z.infer<typeof seedWhySchema>;

export const seedTableSchema = z.enum([
  'bastion-ingress',
  'master-ingress',
  'master-egress',
  'slave-egress',
  'conditions',
  'gaps',
]);

export const seedRowSchema = z.object({
  id: z.string(),
  table: seedTableSchema,
  /** As the table has it: `tcp`, `udp`, `icmp`; empty, like its ports, where it is no rule. */
  protocol: z.string(),
  ports: z.string(),
  /** `my-ip`, a CIDR block, or the id of this cluster's group of that role. */
  peer: z.string(),
  verdict: seedVerdictSchema,
  why: seedWhySchema,
  /** False for a condition this cluster does not meet. */
  applies: z.boolean(),
  /** Whether this network lets it through; null when that is not known. */
  present: z.boolean().nullable(),
  evidence: z.array(evidenceSchema),
});
/** A row of the tables that most guides to private EMR copy, judged for this cluster. */
export type SeedRow = z.infer<typeof seedRowSchema>;

export const bastionChoiceSchema = z.string().regex(/^(i-[0-9a-f]+|sg-[0-9a-f]+|[0-9a-f:.]+)$/i);

export const doctorReportSchema = z.object({
  /** ISO 8601, UTC: when the network was read. */
  at: z.string(),
  region: z.string(),
  cluster: z.object({
    id: z.string(),
    name: z.string(),
    state: z.string(),
    release: z.string().nullable(),
    nodes: z.object({ primary: z.array(z.string()), workers: z.array(z.string()) }),
  }),
  bastion: z
    .object({ id: z.string(), name: z.string(), address: z.string(), groups: z.array(z.string()) })
    .nullable(),
  myAddress: z.string().nullable(),
  /** The cluster is starting: what is proposed must wait until it runs. */
  adviceOnly: z.boolean(),
  results: z.array(checkResultSchema),
  seeds: z.array(seedRowSchema),
  /** Every IAM action that was refused. */
  denied: z.array(z.string()),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

export const stretchStateSchema = z.enum(['good', 'bad', 'unknown']);
export type StretchState = z.infer<typeof stretchStateSchema>;

/** Whether a stretch lets through what it should, by the checks that lie on it. */
export function stretchState(
  report: Pick<DoctorReport, 'results'>,
  stretch: Stretch,
): StretchState {
  const on = report.results.filter(
    ({ check }) => checks[check].stretch === stretch && checks[check].blocks,
  );
  if (on.some(({ status }) => status === 'fail')) return 'bad';
  return on.every(({ status }) => status === 'pass') ? 'good' : 'unknown';
}

export interface DoctorSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly passed: number;
  readonly unknown: number;
  readonly notChecked: number;
}

/** How many checks came out how; failures are counted by severity. */
export function summaryOf(results: readonly CheckResult[]): DoctorSummary {
  const failed = (severity: Severity) =>
    results.filter((result) => result.status === 'fail' && result.severity === severity).length;
  const ended = (status: CheckStatus) =>
    results.filter((result) => result.status === status).length;
  return {
    errors: failed('error'),
    warnings: failed('warn'),
    infos: failed('info'),
    passed: ended('pass'),
    unknown: ended('unknown'),
    notChecked: ended('not-checked'),
  };
}
