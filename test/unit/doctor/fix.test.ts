import { describe, expect, it } from 'vitest';
import type { Change } from '../../../electron/aws/doctor/change';
import { fixOf } from '../../../electron/aws/doctor/fix';
import { cidr, group, ids, list, rule } from '../../support/doctor-rules';

const region = 'ap-northeast-2';
const service = `com.amazonaws.${region}.sqs`;
const add = (peer: Parameters<typeof rule>[4], protocol = 'tcp'): Change => ({
  ...{ kind: 'add-rule', group: ids.primary, egress: true },
  ...{ protocol, fromPort: 443, toPort: 443, peer },
});

/** Each kind of change with what Terraform and CloudFormation call it, and the action it takes. */
const changes: readonly (readonly [
  Change,
  terraform: string,
  cloudFormation: string,
  action: string,
])[] = [
  [
    add(group(ids.workers)),
    'referenced_security_group_id = "sg-0a000000000000002"',
    'DestinationSecurityGroupId: "sg-0a000000000000002"',
    'AuthorizeSecurityGroupEgress',
  ],
  [
    add(list(ids.s3List)),
    'prefix_list_id    = "pl-0000000000000053"',
    'DestinationPrefixListId: "pl-0000000000000053"',
    'AuthorizeSecurityGroupEgress',
  ],
  [
    add(cidr('2001:db8::/64')),
    'cidr_ipv6         = "2001:db8::/64"',
    'CidrIpv6: "2001:db8::/64"',
    'AuthorizeSecurityGroupEgress',
  ],
  [
    { kind: 'remove-rule', rule: rule(ids.bastion, 'in', 'tcp', 8157, cidr('203.0.113.7/32')) },
    'terraform destroy -target=aws_vpc_security_group_ingress_rule.culvert_1',
    '# - sgr-',
    'RevokeSecurityGroupIngress',
  ],
  [
    { kind: 'gateway-endpoint', service, vpc: 'vpc-1', routeTable: 'rtb-1' },
    'vpc_endpoint_type = "Gateway"',
    'RouteTableIds: ["rtb-1"]',
    'CreateVpcEndpoint',
  ],
  [
    { kind: 'interface-endpoint', service, vpc: 'vpc-1', subnet: 'subnet-1', group: 'sg-1' },
    'private_dns_enabled = true',
    'SecurityGroupIds: ["sg-1"]',
    'CreateVpcEndpoint',
  ],
  [
    { kind: 'endpoint-policy', endpoint: 'vpce-1', policy: '{"Statement":[]}', before: null },
    'resource "aws_vpc_endpoint_policy"',
    '# ~ vpce-1',
    'ModifyVpcEndpoint',
  ],
  [
    { kind: 'private-dns', endpoint: 'vpce-1', on: false },
    '# culvert_1.tf: private_dns_enabled = false',
    '# ~ vpce-1',
    'ModifyVpcEndpoint',
  ],
  [
    { kind: 'endpoint-group', endpoint: 'vpce-1', group: 'sg-1' },
    'resource "aws_vpc_endpoint_security_group_association"',
    '# ~ vpce-1',
    'ModifyVpcEndpoint',
  ],
  [
    { kind: 'vpc-dns', vpc: 'vpc-1', attribute: 'enableDnsHostnames' },
    '# culvert_1.tf: enable_dns_hostnames = true',
    '# ~ vpc-1',
    'ModifyVpcAttribute',
  ],
  [
    {
      kind: 'acl-entry',
      acl: 'acl-1',
      egress: true,
      number: 99,
      cidr: '10.0.0.9/32',
      fromPort: 32768,
      toPort: 60999,
    },
    'rule_number    = 99',
    'PortRange: {"From":32768,"To":60999}',
    'CreateNetworkAclEntry',
  ],
  [
    { kind: 'peering', from: 'vpc-1', to: 'vpc-2' },
    'peer_vpc_id = "vpc-2"',
    'PeerVpcId: "vpc-2"',
    'CreateVpcPeeringConnection',
  ],
  [
    { kind: 'peering-dns', peering: 'pcx-1' },
    'allow_remote_vpc_dns_resolution = true',
    '# ~ pcx-1',
    'ModifyVpcPeeringConnectionOptions',
  ],
  [
    { kind: 'route', routeTable: 'rtb-1', cidr: '10.0.0.0/16', peering: 'pcx-1' },
    'resource "aws_route"',
    'DestinationCidrBlock: "10.0.0.0/16"',
    'CreateRoute',
  ],
  [
    { kind: 'start-instance', instance: 'i-1' },
    'resource "aws_ec2_instance_state"',
    '# ~ i-1',
    'StartInstances',
  ],
];

describe.each(changes)('%o', (change, terraform, cloudFormation, action) => {
  const fix = fixOf([change], region);
  if (fix === null) throw new Error('no fix');

  it('is Terraform that is whole', () => {
    expect(fix.terraform).toContain(terraform);
    expect(fix.terraform).toMatch(/^(resource|import) /);
    expect(fix.terraform.split('{')).toHaveLength(fix.terraform.split('}').length);
  });

  it('is a resource of CloudFormation, or a remark about one of another stack', () => {
    expect(fix.cloudformation).toContain(cloudFormation);
    const remark = cloudFormation.startsWith('#');
    expect(fix.cloudformation.startsWith('Resources:\n')).toBe(!remark);
    const lines = fix.cloudformation.split('\n');
    expect(lines.every((line) => line.startsWith('  #'))).toBe(remark);
  });

  it('has a way back and names the action it takes', () => {
    expect(fix.undo).toMatch(/^aws ec2 /);
    expect(fix.actions).toContain(`ec2:${action}`);
  });
});
