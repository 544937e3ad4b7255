import { expect, it } from 'vitest';
import type { Change } from '../../electron/aws/doctor/change';
import { examine } from '../../electron/aws/doctor/examine';
import { asCli } from '../../electron/aws/doctor/fix-cli';
import type { RulePeer } from '../../electron/aws/doctor/network';
import { commandsOf, runAwsCli } from '../support/aws/aws-cli';
import { AwsEndpoint } from '../support/aws/endpoint';
import { LivingNetwork, shape } from '../support/aws/living-network';
import { cidr, group, ids, list, rule } from '../support/doctor-rules';
import { storyNetwork } from '../support/network-story';

function added(egress: boolean, protocol: string, port: number, peer: RulePeer): Change {
  const ports = { fromPort: port, toPort: port };
  return { kind: 'add-rule', group: ids.primary, egress, protocol, ...ports, peer };
}

/** Each kind of change once, and each kind of peer a rule can have. */
const changes: readonly Change[] = [
  added(false, 'tcp', 8088, group(ids.bastion)),
  added(false, 'tcp', 22, cidr('203.0.113.7/32')),
  added(false, 'tcp', 22, cidr('2001:db8::/64')),
  added(true, 'tcp', 443, list(ids.s3List)),
  added(true, '-1', -1, group(ids.workers)),
  { kind: 'remove-rule', rule: rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32')) },
  {
    kind: 'gateway-endpoint',
    service: 'com.amazonaws.ap-northeast-2.s3',
    vpc: 'vpc-0001',
    routeTable: 'rtb-0001',
  },
  {
    kind: 'endpoint-policy',
    endpoint: 'vpce-0s3',
    policy: '{"Statement":["it\'s"]}',
    before: null,
  },
  {
    kind: 'acl-entry',
    acl: 'acl-0001',
    egress: true,
    number: 99,
    cidr: '10.0.0.9/32',
    fromPort: 32768,
    toPort: 60999,
  },
  // Last: within one process the command line would remember this one's options.
  { kind: 'vpc-dns', vpc: 'vpc-0001', attribute: 'enableDnsHostnames' },
];

it('writes commands that the AWS command line takes, and requests that fit EC2’s model', async () => {
  const done = { Return: true };
  const endpoint = await AwsEndpoint.start({
    ec2: {
      AuthorizeSecurityGroupIngress: done,
      AuthorizeSecurityGroupEgress: done,
      RevokeSecurityGroupIngress: done,
      CreateVpcEndpoint: {},
      ModifyVpcEndpoint: done,
      ModifyVpcAttribute: {},
      CreateNetworkAclEntry: {},
    },
  });
  const commands = commandsOf(asCli(changes, 'ap-northeast-2').make);
  expect(commands).toHaveLength(7);
  await runAwsCli(commands, endpoint);
  const permissions = (operation: string) =>
    endpoint.callsOf(operation).flatMap(({ params }) => params.IpPermissions);
  expect(permissions('AuthorizeSecurityGroupIngress')).toEqual([
    {
      IpProtocol: 'tcp',
      FromPort: 8088,
      ToPort: 8088,
      UserIdGroupPairs: [{ GroupId: ids.bastion }],
    },
    { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '203.0.113.7/32' }] },
    { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, Ipv6Ranges: [{ CidrIpv6: '2001:db8::/64' }] },
  ]);
  expect(permissions('AuthorizeSecurityGroupEgress')).toContainEqual({
    IpProtocol: '-1',
    UserIdGroupPairs: [{ GroupId: ids.workers }],
  });
  expect(endpoint.callsOf('ModifyVpcEndpoint')[0]?.params).toMatchObject({
    PolicyDocument: '{"Statement":["it\'s"]}',
  });
  expect(endpoint.calls).toHaveLength(7);
  await endpoint.close();
});

it('takes every fix of a broken cluster, and every undo leaves the rules as they were', async () => {
  const living = new LivingNetwork(storyNetwork);
  const endpoint = await AwsEndpoint.start(living.fixtures());
  const fixes = () =>
    examine(living.now()).results.flatMap(({ status, fix }) => (status === 'fail' ? [fix] : []));
  const all = () =>
    living.rules.map((each) => `${each.group} ${each.egress} ${shape(each)}`).sort();
  const [before, broken] = [all(), fixes()];
  expect(broken).toHaveLength(5);
  const run = (what: 'cli' | 'undo') =>
    runAwsCli(
      broken.flatMap((fix) => commandsOf(fix?.[what] ?? '')),
      endpoint,
    );
  await run('cli');
  expect(fixes()).toEqual([]);
  await run('undo');
  expect(all()).toEqual(before);
  await endpoint.close();
});
