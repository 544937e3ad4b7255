import { describe, expect, it } from 'vitest';
import { allChecks, examineAll } from '../../../electron/aws/doctor/examine';
import type { Network, PartName, Rule } from '../../../electron/aws/doctor/network';
import { type CheckId, type CheckResult, checkIds } from '../../../shared/model/doctor';
import {
  cidr,
  egressAll,
  group,
  healthyRules,
  ids,
  list,
  type NetworkChanges,
  network,
  openAcl,
  primaryPorts,
  rule,
  rulesWithout,
} from '../../support/doctor-network';

function result(id: CheckId, of: Network): CheckResult {
  const found = examineAll(of).find(({ check }) => check === id);
  if (found === undefined) throw new Error(id);
  return found;
}

interface Golden {
  /** When the healthy network does not ask for it: one that does, and passes. */
  readonly pass?: NetworkChanges;
  readonly fail: NetworkChanges;
  /** What the fix must hold; null where only a person can choose one. */
  readonly fix: RegExp | null;
  /** A part whose refusal must leave it unjudged. */
  readonly denied: PartName;
}

const region = 'ap-northeast-2';
const withRules = (...more: Rule[]): NetworkChanges => ({
  parts: { rules: [...healthyRules(), ...more] },
});
const without = (gone: (each: Rule) => boolean): NetworkChanges => ({
  parts: { rules: rulesWithout(gone) },
});
const endpoint = (service: string, changes: object = {}) => ({
  id: `vpce-0${service.length}`,
  service: `com.amazonaws.${region}.${service}`,
  type: 'interface' as const,
  available: true,
  routeTables: [],
  groups: [ids.endpoint],
  privateDns: true,
  policy: null,
  ...changes,
});
const debugging = [
  { name: 'Setup Hadoop Debugging', jar: 'command-runner.jar', args: ['state-pusher-script'] },
];
const kms = {
  inTransitEncryption: false,
  kms: true,
  kerberosHosts: [],
  activeDirectory: false,
  roleMappings: false,
  lakeFormation: false,
  ranger: false,
  managedCertificates: false,
};
const eight = { release: 'emr-spark-8.0.0' };
const cell = endpoint('x', {
  service: `aws.api.${region}.emr-service-cell01`,
  groups: [ids.service],
});
const consistent = {
  configurations: [
    {
      classification: 'emrfs-site',
      properties: { 'fs.s3.consistent': 'true' },
      configurations: [],
    },
  ],
};
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

const elsewhere = {
  ...readPart(network(), 'bastion'),
  vpc: 'vpc-0002',
  members: [{ groups: [ids.bastion], addresses: ['172.31.0.9'], vpc: 'vpc-0002' }],
};

function readPart<Name extends PartName>(of: Network, name: Name) {
  const part = of.parts[name];
  if (!('value' in part)) throw new Error(name);
  return part.value as Extract<Network['parts'][Name], { value: unknown }>['value'];
}

const goldens: Readonly<Record<CheckId, Golden>> = {
  BASTION_SSH_MISSING: {
    fail: without((each) => each.group === ids.bastion && !each.egress),
    fix: /authorize-security-group-ingress [\s\S]*FromPort=22.*203\.0\.113\.7\/32/,
    denied: 'rules',
  },
  BASTION_SSH_WORLD: {
    fail: withRules(rule(ids.bastion, 'in', 'tcp', 22, cidr('::/0'))),
    fix: /revoke-security-group-ingress .*--security-group-rule-ids sgr-/,
    denied: 'rules',
  },
  BASTION_SOCKS_PORT_OPEN: {
    fail: withRules(rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32'))),
    fix: /revoke-security-group-ingress/,
    denied: 'bastion',
  },
  BASTION_NOT_RUNNING: {
    fail: { parts: { bastion: { ...readPart(network(), 'bastion'), state: 'stopped' } } },
    fix: /start-instances --instance-ids i-/,
    denied: 'bastion',
  },
  BASTION_EGRESS_BLOCKS_UI: {
    fail: {
      parts: {
        rules: [
          ...rulesWithout((each) => each.group === ids.bastion && each.egress),
          rule(ids.bastion, 'out', 'tcp', 8088, group(ids.primary)),
        ],
      },
    },
    fix: /authorize-security-group-egress [\s\S]*FromPort=18080.*sg-0a000000000000001/,
    denied: 'nodes',
  },
  BASTION_OTHER_VPC: {
    pass: {
      parts: {
        bastion: elsewhere,
        peerings: [
          { id: 'pcx-01', vpcs: ['vpc-0001', 'vpc-0002'], active: true, resolvesNames: true },
        ],
        routes: {
          id: 'rtb-0001',
          routes: [{ destination: '172.31.0.0/16', target: 'pcx-01', active: true }],
        },
        bastionRoutes: {
          id: 'rtb-0002',
          routes: [{ destination: '10.0.0.0/16', target: 'pcx-01', active: true }],
        },
      },
    },
    fail: { parts: { bastion: elsewhere } },
    fix: /create-vpc-peering-connection --vpc-id vpc-0002 --peer-vpc-id vpc-0001/,
    denied: 'peerings',
  },
  MASTER_UI_NOT_OPEN_TO_BASTION: {
    fail: without((each) => each.group === ids.primary && each.fromPort === 8088),
    fix: /authorize-security-group-ingress .*--group-id sg-0a000000000000001[\s\S]*FromPort=8088,ToPort=8088,UserIdGroupPairs=\[\{GroupId=sg-0b000000000000001\}\]/,
    denied: 'rules',
  },
  PRIMARY_SSH_NOT_OPEN_TO_BASTION: {
    pass: {
      primarySshPort: 22,
      ...withRules(rule(ids.primary, 'in', 'tcp', 22, group(ids.bastion))),
    },
    fail: { primarySshPort: 22 },
    fix: /authorize-security-group-ingress .*--group-id sg-0a000000000000001[\s\S]*FromPort=22,ToPort=22,UserIdGroupPairs=\[\{GroupId=sg-0b000000000000001\}\]/,
    denied: 'bastion',
  },
  MASTER_ALL_TCP_FROM_BASTION: {
    fail: withRules(rule(ids.primary, 'in', 'tcp', [0, 65535], group(ids.bastion))),
    fix: /FromPort=18080[\s\S]*revoke-security-group-ingress/,
    denied: 'groups',
  },
  DNS_ATTRIBUTES: {
    fail: { parts: { dns: { support: true, hostNames: false } } },
    fix: /modify-vpc-attribute --vpc-id vpc-0001 --enable-dns-hostnames/,
    denied: 'dns',
  },
  DNS_SERVERS_CUSTOM: {
    fail: { parts: { dhcp: { servers: ['10.0.0.53'], domain: 'corp.example' } } },
    fix: /IpProtocol=udp,FromPort=53[\s\S]*IpProtocol=tcp,FromPort=53/,
    denied: 'dhcp',
  },
  RESOURCE_NAME_HOSTS: {
    fail: {
      parts: { subnet: { ...readPart(network(), 'subnet'), hostNames: 'resource-name' } },
    },
    fix: null,
    denied: 'subnet',
  },
  NACL_BLOCKS: {
    fail: {
      parts: {
        acl: {
          id: 'acl-0001',
          entries: [
            ...openAcl('acl-0001').entries.filter(({ egress }) => !egress),
            // Out to web servers only: no answer ever gets back to the bastion.
            {
              number: 100,
              egress: true,
              allow: true,
              protocol: '6',
              cidr: '0.0.0.0/0',
              fromPort: 80,
              toPort: 443,
            },
          ],
        },
      },
    },
    fix: /create-network-acl-entry --network-acl-id acl-0001 --rule-number 99 --egress .*From=32768,To=60999 --cidr-block 10\.0\.0\.9\/32/,
    denied: 'acl',
  },
  SLAVE_UI_NOT_OPEN_TO_BASTION: {
    fail: without((each) => each.group === ids.workers && [8042, 9864].includes(each.fromPort)),
    fix: /--group-id sg-0a000000000000002[\s\S]*FromPort=8042[\s\S]*FromPort=9864/,
    denied: 'rules',
  },
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
  EMR_SERVICE_VPCE_MISSING: {
    pass: { cluster: eight, parts: { endpoints: [cell] } },
    fail: { cluster: eight },
    fix: /create-vpc-endpoint --vpc-endpoint-type Interface .*aws\.api\.ap-northeast-2\.emr-service-cell01 .*--security-group-ids sg-0a000000000000003/,
    denied: 'endpoints',
  },
  S3_PATH_MISSING: {
    fail: { parts: { endpoints: [] } },
    fix: /create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id vpc-0001 --service-name com\.amazonaws\.ap-northeast-2\.s3 --route-table-ids rtb-0001/,
    denied: 'routes',
  },
  S3_EGRESS_MISSING: {
    fail: without((each) => each.peer.kind === 'prefix-list' && each.group === ids.workers),
    fix: /--group-id sg-0a000000000000002[\s\S]*PrefixListIds=\[\{PrefixListId=pl-/,
    denied: 'endpoints',
  },
  S3_POLICY_TOO_NARROW: {
    fail: {
      parts: {
        endpoints: [
          {
            ...(readPart(network(), 'endpoints')[0] ?? cell),
            policy: JSON.stringify({
              Statement: {
                Effect: 'Allow',
                Principal: '*',
                Action: 's3:*',
                Resource: 'arn:aws:s3:::my-data/*',
              },
            }),
          },
        ],
      },
    },
    fix: /modify-vpc-endpoint .*al2023-repos-ap-northeast-2-de612dc2/,
    denied: 'endpoints',
  },
  SQS_EGRESS_MISSING: {
    pass: {
      parts: {
        steps: debugging,
        endpoints: [...readPart(network(), 'endpoints'), endpoint('sqs')],
      },
    },
    fail: { parts: { steps: debugging } },
    fix: /create-vpc-endpoint .*com\.amazonaws\.ap-northeast-2\.sqs/,
    denied: 'steps',
  },
  DDB_EGRESS_MISSING: {
    pass: {
      cluster: consistent,
      parts: {
        endpoints: [
          endpoint('dynamodb', { type: 'gateway', routeTables: ['rtb-0001'], privateDns: false }),
        ],
        prefixLists: [
          { id: 'pl-0ddb', name: `com.amazonaws.${region}.dynamodb`, weight: 1, cidrs: [] },
        ],
        rules: [
          ...healthyRules(),
          rule(ids.primary, 'out', 'tcp', 443, list('pl-0ddb')),
          rule(ids.workers, 'out', 'tcp', 443, list('pl-0ddb')),
        ],
      },
    },
    fail: { cluster: consistent },
    fix: /create-vpc-endpoint --vpc-endpoint-type Gateway .*dynamodb/,
    denied: 'prefixLists',
  },
  KMS_EGRESS_MISSING: {
    pass: {
      parts: {
        security: kms,
        endpoints: [...readPart(network(), 'endpoints'), endpoint('kms')],
      },
    },
    fail: {
      parts: {
        security: kms,
        routes: {
          id: 'rtb-0001',
          routes: [{ destination: '0.0.0.0/0', target: 'nat-01', active: true }],
        },
      },
    },
    fix: /IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=\[\{CidrIp=0\.0\.0\.0\/0\}\]/,
    denied: 'security',
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
    fail: { parts: { managedScaling: true, endpoints: [endpoint('execute-api')] } },
    fix: /--no-private-dns-enabled/,
    denied: 'managedScaling',
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
  PUBLIC_INGRESS: {
    fail: withRules(rule(ids.primary, 'in', 'tcp', 8088, cidr('0.0.0.0/0'))),
    fix: /revoke-security-group-ingress/,
    denied: 'publicPorts',
  },
  EGRESS_ALL: {
    fail: withRules(egressAll(ids.primary)),
    fix: /revoke-security-group-egress/,
    denied: 'rules',
  },
  STALE_REFERENCE: {
    fail: withRules(rule(ids.primary, 'in', 'tcp', 8088, group('sg-0dead'))),
    fix: /revoke-security-group-ingress/,
    denied: 'groups',
  },
  RULE_QUOTA: {
    fail: withRules(
      ...Array.from({ length: 60 }, (_, at) =>
        rule(ids.primary, 'in', 'tcp', 9000 + at, cidr('10.9.0.0/16')),
      ),
    ),
    fix: null,
    denied: 'rules',
  },
};

describe.each(checkIds)('%s', (id) => {
  const { pass = {}, fail, fix, denied } = goldens[id];

  it('passes', () => {
    expect(result(id, network(pass))).toMatchObject({ status: 'pass', fix: null, needs: [] });
  });

  it('fails, and says how to mend it', () => {
    const found = result(id, network(fail));
    expect(found.status).toBe('fail');
    expect(found.evidence).not.toEqual([]);
    if (fix === null) expect(found.fix).toBeNull();
    else {
      expect(found.fix?.cli).toMatch(fix);
      expect(found.fix?.undo).not.toBe('');
      expect(found.fix?.actions).not.toEqual([]);
    }
  });

  it('is not checked, never passed, when a call it needs is refused', () => {
    const parts = allChecks.find((each) => each.id === id)?.parts ?? [];
    expect(parts).toContain(denied);
    const cases = [pass, fail].flatMap((changes) => parts.map((part) => ({ changes, part })));
    for (const { changes, part } of cases) {
      const found = result(id, network({ ...changes, denied: { [part]: 'ec2:DescribeIt' } }));
      expect(found).toMatchObject({
        status: 'not-checked',
        reason: 'denied',
        needs: ['ec2:DescribeIt'],
        fix: null,
      });
    }
  });
});

it('finds nothing wrong with a healthy network, whole', () => {
  expect(examineAll(network()).filter(({ status }) => status !== 'pass')).toEqual([]);
});

it('mends what it finds: the proposed rules close the gap', () => {
  const closed = rulesWithout((each) => primaryPorts.includes(each.fromPort as 8088));
  const found = result('MASTER_UI_NOT_OPEN_TO_BASTION', network({ parts: { rules: closed } }));
  const ports = [...(found.fix?.cli ?? '').matchAll(/FromPort=(\d+)/g)].map(([, port]) =>
    Number(port),
  );
  const mended = [
    ...closed,
    ...ports.map((port) => rule(ids.primary, 'in', 'tcp', port, group(ids.bastion))),
  ];
  expect(ports).toEqual([...primaryPorts]);
  expect(
    result('MASTER_UI_NOT_OPEN_TO_BASTION', network({ parts: { rules: mended } })).status,
  ).toBe('pass');
});
