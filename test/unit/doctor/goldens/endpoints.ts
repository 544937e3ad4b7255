import type { CheckId } from '../../../../shared/model/doctor';
import { network } from '../../../support/doctor-network';
import { ids, rulesWithout } from '../../../support/doctor-rules';
import { cell, eight, endpoint, type Golden, kms, readPart } from './golden';

/** Golden cases of the checks of VPC endpoints. */
export const endpointGoldens = {
  EMR_SERVICE_VPCE_MISSING: {
    pass: { cluster: eight, parts: { endpoints: [cell] } },
    fail: { cluster: eight },
    fix: /create-vpc-endpoint --vpc-endpoint-type Interface .*aws\.api\.ap-northeast-2\.emr-service-cell01 .*--security-group-ids sg-0a000000000000003/,
    denied: 'endpoints',
  },
  VPCE_SG_BLOCKS_CLUSTER: {
    fail: {
      parts: {
        security: kms,
        endpoints: [...readPart(network(), 'endpoints'), endpoint('kms')],
        rules: rulesWithout((each) => each.group === ids.endpoint),
      },
    },
    fix: /authorize-security-group-ingress .*--group-id sg-0e000000000000001/,
    denied: 'endpoints',
  },
  EXECUTE_API_PRIVATE_DNS: {
    fail: {
      cluster: { groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess: null } },
      parts: { managedScaling: true, endpoints: [endpoint('execute-api')] },
    },
    fix: /--no-private-dns-enabled/,
    denied: 'managedScaling',
  },
} satisfies Partial<Record<CheckId, Golden>>;
