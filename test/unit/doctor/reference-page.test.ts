import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allChecks } from '../../../electron/aws/doctor/examine';
import type { PartName } from '../../../electron/aws/doctor/network';
import { checkIds, checks } from '../../../shared/model/doctor';
import { doctorActions } from '../../../shared/model/doctor-actions';
import { needIdSchema } from '../../../shared/model/egress';
import { doctorText } from '../../../shared/text/doctor';

const page = new URL('../../../docs/user-guide/network-doctor-checks.md', import.meta.url);
const text = doctorText('en');

const emr = (name: string) => `elasticmapreduce:${name}`;
const ec2 = (name: string) => `ec2:${name}`;

/** The calls that read each part of a network; DescribeCluster comes before all of them. */
const calls: Readonly<Record<PartName, readonly string[]>> = {
  nodes: [emr('ListInstances')],
  steps: [emr('ListSteps')],
  bootstrap: [emr('ListBootstrapActions')],
  security: [emr('DescribeSecurityConfiguration')],
  managedScaling: [emr('GetManagedScalingPolicy')],
  studios: [emr('ListStudios'), emr('DescribeStudio')],
  publicPorts: [emr('GetBlockPublicAccessConfiguration')],
  groups: [ec2('DescribeSecurityGroups')],
  rules: [ec2('DescribeSecurityGroupRules')],
  subnet: [ec2('DescribeSubnets')],
  vpc: [ec2('DescribeVpcs')],
  dns: [ec2('DescribeVpcAttribute')],
  dhcp: [ec2('DescribeDhcpOptions')],
  routes: [ec2('DescribeRouteTables')],
  acl: [ec2('DescribeNetworkAcls')],
  endpoints: [ec2('DescribeVpcEndpoints')],
  prefixLists: [ec2('DescribeManagedPrefixLists'), ec2('GetManagedPrefixListEntries')],
  bastion: [ec2('DescribeInstances')],
  bastionAcl: [ec2('DescribeNetworkAcls')],
  bastionRoutes: [ec2('DescribeRouteTables')],
  peerings: [ec2('DescribeVpcPeeringConnections')],
  myAddress: [],
};

/** Where a check has more cases than its golden ones in goldens/. */
const more: Partial<Record<(typeof checkIds)[number], readonly string[]>> = {
  BASTION_SSH_MISSING: ['bastion', 'coverage', 'unseen-bastion'],
  BASTION_SSH_WORLD: ['unseen-bastion', 'removals'],
  BASTION_EGRESS_BLOCKS_UI: ['bastion'],
  BASTION_OTHER_VPC: ['primary-ssh', 'other-vpc'],
  MASTER_UI_NOT_OPEN_TO_BASTION: ['bastion', 'coverage', 'unseen-bastion', 'single-node'],
  PRIMARY_SSH_NOT_OPEN_TO_BASTION: ['primary-ssh', 'unseen-bastion'],
  MASTER_ALL_TCP_FROM_BASTION: ['removals', 'unseen-bastion', 'single-node'],
  DNS_SERVERS_CUSTOM: ['custom-resolvers'],
  NACL_BLOCKS: ['primary-ssh', 'coverage', 'unseen-bastion', 'routes'],
  SLAVE_UI_NOT_OPEN_TO_BASTION: ['bastion', 'unseen-bastion', 'single-node'],
  INTRA_CLUSTER_RULE_MISSING: ['bastion', 'coverage'],
  SA_8443_MISSING: ['bastion'],
  SA_9443_MISSING: ['bastion'],
  SA_443_MISSING: ['bastion', 'public-and-studio'],
  PUBLIC_8443_MISSING: ['public-and-studio'],
  S3_PATH_MISSING: ['routes'],
  S3_EGRESS_MISSING: ['coverage', 'interface-endpoints'],
  S3_POLICY_TOO_NARROW: ['s3-policy', 'endpoint-policy', 'interface-endpoints'],
  SQS_EGRESS_MISSING: ['needs'],
  DDB_EGRESS_MISSING: ['needs'],
  KMS_EGRESS_MISSING: ['needs', 'security-configuration', 'interface-endpoints', 'routes'],
  EXECUTE_API_PRIVATE_DNS: ['managed-scaling'],
  STUDIO_18888_MISSING: ['public-and-studio'],
  PUBLIC_INGRESS: ['removals'],
  EGRESS_ALL: ['egress', 'removals'],
  STALE_REFERENCE: ['removals'],
  RULE_QUOTA: ['rule-quota'],
};

function row(id: (typeof checkIds)[number]): string {
  const parts = allChecks.find((each) => each.id === id)?.parts ?? [];
  const asked = [...new Set(parts.flatMap((part) => calls[part]))].map(
    (action) => action.split(':')[1],
  );
  const { severity, stretch, blocks } = checks[id];
  const place = `${text.stretches[stretch]}${blocks ? ', blocks' : ''}`;
  return `| \`${id}\` | ${severity} | ${place} | ${text.checks[id].title} | ${asked.join(', ')} | ${(more[id] ?? []).join(', ')} |`;
}

it('lists every check with its severity, its place and the calls it needs', () => {
  const lines = readFileSync(page, 'utf8').split('\n');
  expect(lines.filter((line) => checkIds.some((id) => line.startsWith(`| \`${id}\``)))).toEqual(
    checkIds.map(row),
  );
});

it('names tests that are there', () => {
  const folder = new URL('./', import.meta.url);
  for (const name of Object.values(more).flat()) {
    expect(existsSync(new URL(`${name}.test.ts`, folder)), name).toBe(true);
  }
});

it('lists every need of the minimal egress', () => {
  const lines = readFileSync(page, 'utf8').split('\n');
  const listed = lines.flatMap((line) => /^\| `([a-z0-9-]+)` \|/.exec(line)?.[1] ?? []);
  expect(listed).toEqual(needIdSchema.options);
});

it('knows the calls of every part, and asks for the permissions to make them', () => {
  const made = new Set([emr('DescribeCluster'), ...Object.values(calls).flat()]);
  expect([...made].sort()).toEqual([...doctorActions].sort());
});
