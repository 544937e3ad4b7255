import type { CheckId } from '../../../../shared/model/doctor';
import { cidr, group, healthyRules, ids, rule } from '../../../support/doctor-rules';
import { eight, type Golden, without, withRules } from './golden';

const studio = {
  id: 'es-0123456789ABCDEF',
  name: 'notebooks',
  engine: 'sg-0f000000000000001',
  workspace: 'sg-0f000000000000002',
};

const gateway = { applications: ['Hadoop', 'Spark', 'JupyterEnterpriseGateway'] };

const studioOut = rule(studio.workspace, 'out', 'tcp', 18888, group(studio.engine));

const publicSubnet = {
  groups: { primary: [ids.primary], workers: [ids.workers], serviceAccess: null },
};

/** Golden cases of the checks of the nodes among themselves, the EMR service and EMR Studio. */
export const clusterGoldens = {
  INTRA_CLUSTER_RULE_MISSING: {
    fail: without((each) => each.group === ids.workers && each.protocol === 'udp' && !each.egress),
    fix: /--group-id sg-0a000000000000002[\s\S]*IpProtocol=udp,FromPort=0,ToPort=65535/,
    denied: 'subnet',
  },
  SA_8443_MISSING: {
    fail: without((each) => each.group === ids.workers && each.fromPort === 8443),
    fix: /FromPort=8443,ToPort=8443,UserIdGroupPairs=\[\{GroupId=sg-0a000000000000003\}\]/,
    denied: 'rules',
  },
  SA_9443_MISSING: {
    fail: without((each) => each.group === ids.service && each.fromPort === 9443),
    fix: /--group-id sg-0a000000000000003[\s\S]*FromPort=9443/,
    denied: 'rules',
  },
  SA_443_MISSING: {
    pass: {
      cluster: eight,
      ...withRules(rule(ids.service, 'in', 'tcp', 443, cidr('10.0.0.0/16'))),
    },
    fail: { cluster: eight },
    fix: /IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=\[\{CidrIp=10\.0\.0\.0\/16\}\]/,
    denied: 'vpc',
  },
  PUBLIC_8443_MISSING: {
    pass: {
      cluster: publicSubnet,
      ...withRules(rule(ids.primary, 'in', 'tcp', 8443, cidr('198.51.100.0/24'))),
    },
    fail: { cluster: publicSubnet },
    fix: null,
    denied: 'rules',
  },
  STUDIO_18888_MISSING: {
    pass: {
      cluster: gateway,
      parts: {
        studios: [studio],
        rules: [
          ...healthyRules(),
          studioOut,
          rule(studio.engine, 'in', 'tcp', 18888, group(studio.workspace)),
        ],
      },
    },
    fail: {
      cluster: gateway,
      parts: { studios: [studio], rules: [...healthyRules(), studioOut] },
    },
    fix: /authorize-security-group-ingress .*--group-id sg-0f000000000000001[\s\S]*FromPort=18888,ToPort=18888,UserIdGroupPairs=\[\{GroupId=sg-0f000000000000002\}\]/,
    denied: 'studios',
  },
} satisfies Partial<Record<CheckId, Golden>>;
