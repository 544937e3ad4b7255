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
