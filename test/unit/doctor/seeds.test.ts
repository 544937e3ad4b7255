import { describe, expect, it } from 'vitest';
import { seedRows } from '../../../electron/aws/doctor/seeds';
import { type NetworkChanges, network } from '../../support/doctor-network';
import { cidr, healthyRules, ids, rule } from '../../support/doctor-rules';

/** Rows as `id: verdict, why, present`. */
function table(name: string, changes: NetworkChanges = {}) {
  return seedRows(network(changes))
    .filter((each) => each.table === name)
    .map(({ id, verdict, why, present }) => [id, verdict, why, present]);
}

describe('the guide to a bastion for EMR, row by row', () => {
  it('asks for nothing on 8157 of the bastion', () => {
    expect(table('bastion-ingress')).toEqual([
      ['ko-b-8157', 'unneeded', 'socks', false],
      ['ko-b-22', 'required', 'ssh', true],
    ]);
    const followed = [
      ...healthyRules(),
      rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32')),
    ];
    expect(table('bastion-ingress', { parts: { rules: followed } })[0]).toEqual([
      'ko-b-8157',
      'unneeded',
      'socks',
      true,
    ]);
  });

  it('calls all ports from the bastion too wide, and the rules among nodes required', () => {
    expect(table('master-ingress')).toEqual([
      ['ko-m-bastion', 'too-wide', 'all-ports', false],
      ['ko-m-8443', 'required', 'service-8443', true],
      ['ko-m-tcp-slave', 'required', 'intra', true],
      ['ko-m-udp-slave', 'required', 'intra', true],
      ['ko-m-icmp-slave', 'required', 'intra', true],
      ['ko-m-tcp-self', 'required', 'intra', true],
      ['ko-m-udp-self', 'required', 'intra', true],
      ['ko-m-icmp-self', 'required', 'intra', true],
    ]);
  });

  it('calls 8443 obsolete from release 8.0.0 on', () => {
    expect(table('master-ingress', { cluster: { release: 'emr-spark-8.0.0' } })[1]).toEqual([
      'ko-m-8443',
      'obsolete',
      'service-8443-obsolete',
      true,
    ]);
  });

  it.each([
    ['emr-5.29.0', ['gap-workers', 'gap-bastion-egress']],
    ['emr-7.2.0', ['gap-workers', 'gap-master-9443', 'gap-sa-9443', 'gap-bastion-egress']],
    ['emr-spark-8.0.0', ['gap-workers', 'gap-master-443', 'gap-bastion-egress']],
  ])('names what it leaves out on %s', (release, gaps) => {
    expect(table('gaps', { cluster: { release } }).map(([id]) => id)).toEqual(gaps);
  });

  it('does not judge what is not known', () => {
    expect(table('bastion-ingress', { parts: { myAddress: null } }).map((row) => row[3])).toEqual([
      null,
      null,
    ]);
    expect(
      table('master-ingress', { denied: { rules: 'ec2:DescribeSecurityGroupRules' } })[1]?.[3],
    ).toBe(null);
  });
});

describe('the minimal outbound rules, row by row', () => {
  const rows = (name: string) => [
    [`zh-${name}-80`, 'can-narrow', 'http', false],
    [`zh-${name}-443`, 'can-narrow', 'https', false],
    ...['master', 'slave'].flatMap((peer) =>
      ['tcp', 'udp', 'icmp'].map((kind) => [
        `zh-${name}-${kind}-${peer}`,
        'required',
        'intra',
        true,
      ]),
    ),
  ];

  it.each(['master', 'slave'])('narrows 80 and 443 of the %s, and keeps the rest', (name) => {
    expect(table(`${name}-egress`)).toEqual(rows(name));
  });

  it('knows whether S3 is let through, by both protocols', () => {
    const present = (changes: NetworkChanges) =>
      table('conditions', changes).find(([id]) => id === 'zh-s3')?.[3];
    const https = healthyRules().filter(({ fromPort, egress }) => !egress || fromPort !== 80);
    expect(present({ parts: { rules: https } })).toBe(false);
    expect(present({ denied: { prefixLists: 'ec2:DescribeManagedPrefixLists' } })).toBe(null);
  });

  it('knows whether nodes may call the interface endpoints there are', () => {
    const endpoint = {
      id: 'vpce-0kms',
      service: 'com.amazonaws.ap-northeast-2.kms',
      type: 'interface' as const,
      available: true,
      routeTables: [],
      groups: [ids.endpoint],
      privateDns: true,
      blocks: ['10.0.5.0/24'],
      policy: null,
    };
    const present = (rules: ReturnType<typeof healthyRules>) =>
      table('conditions', { parts: { endpoints: [endpoint], rules } }).find(
        ([id]) => id === 'zh-endpoints',
      )?.[3];
    expect(present(healthyRules())).toBe(true);
    const closed = ({ peer }: { readonly peer: { readonly kind: string; group?: string } }) =>
      peer.kind !== 'group' || peer.group !== ids.endpoint;
    expect(present(healthyRules().filter(closed))).toBe(false);
  });

  it('says of SQS that it cannot be written as a block of addresses', () => {
    expect(table('conditions')).toEqual([
      ['zh-s3', 'can-narrow', 's3-list', true],
      ['zh-sqs', 'not-possible', 'sqs-cidr', false],
      ['zh-dynamodb', 'can-narrow', 'dynamodb-cidr', false],
      ['zh-endpoints', 'can-narrow', 'endpoints', null],
      ['zh-launch', 'required', 'no-change-at-launch', null],
      ['zh-flow-logs', 'required', 'flow-logs', null],
      ['gap-sshd', 'gap', 'gap-sshd', null],
    ]);
  });

  it('says which conditions this cluster meets', () => {
    const met = (changes: NetworkChanges) =>
      seedRows(network(changes))
        .filter((each) => each.table === 'conditions' && each.applies)
        .map(({ id }) => id);
    const always = ['zh-s3', 'zh-endpoints', 'zh-flow-logs', 'gap-sshd'];
    expect(met({})).toEqual(always);
    const steps = [{ name: 'Setup Hadoop Debugging', jar: '', args: [] }];
    expect(met({ parts: { steps }, cluster: { state: 'STARTING' } }).sort()).toEqual(
      [...always, 'zh-sqs', 'zh-launch'].sort(),
    );
    // Nobody knows: then it is not ruled out.
    expect(met({ denied: { steps: 'elasticmapreduce:ListSteps' } })).toContain('zh-sqs');
  });
});
