import type { CheckId } from './doctor';
import type { Failure, FailureCode } from './failure';

const explanations: Partial<Record<FailureCode, readonly CheckId[]>> = {
  'bastion-unreachable': [
    'BASTION_SSH_MISSING',
    'BASTION_NOT_RUNNING',
    'PRIMARY_SSH_NOT_OPEN_TO_BASTION',
    'NACL_BLOCKS',
  ],
  'handshake-timeout': ['BASTION_SSH_MISSING', 'BASTION_NOT_RUNNING'],
  'destination-timeout': [
    'MASTER_UI_NOT_OPEN_TO_BASTION',
    'SLAVE_UI_NOT_OPEN_TO_BASTION',
    'BASTION_EGRESS_BLOCKS_UI',
    'NACL_BLOCKS',
    'BASTION_OTHER_VPC',
  ],
  'destination-unreachable': ['BASTION_OTHER_VPC', 'BASTION_EGRESS_BLOCKS_UI', 'NACL_BLOCKS'],
  'destination-unresolvable': [
    'DNS_ATTRIBUTES',
    'DNS_SERVERS_CUSTOM',
    'BASTION_OTHER_VPC',
    'RESOURCE_NAME_HOSTS',
  ],
  'destination-refused': ['INTRA_CLUSTER_RULE_MISSING', 'S3_PATH_MISSING', 'S3_EGRESS_MISSING'],
  'page-no-answer': ['INTRA_CLUSTER_RULE_MISSING', 'SLAVE_UI_NOT_OPEN_TO_BASTION'],
  'forwarding-prohibited': ['BASTION_EGRESS_BLOCKS_UI', 'MASTER_UI_NOT_OPEN_TO_BASTION'],
};

/** The checks that can explain why a tunnel fails as it does; none for what AWS has no part in. */
export function checksExplaining(failure: Failure): readonly CheckId[] {
  // Who refuses was reached: no rule is in the way of that.
  if (failure.code === 'bastion-unreachable' && failure.why === 'refused') return [];
  return explanations[failure.code] ?? [];
}

const silent: readonly FailureCode[] = [
  'bastion-unreachable',
  'handshake-timeout',
  'destination-timeout',
  'destination-unreachable',
  'page-no-answer',
];

/** Whether it looks as a missing rule does: nothing came back. */
export function looksLikeMissingRule({ code }: Failure): boolean {
  return silent.includes(code);
}
