import type { Network, NetworkParts, PartName, Rule } from '../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from './endpoint';

function part<Name extends PartName>({ parts }: Network, name: Name): NetworkParts[Name] {
  const found = parts[name];
  if (!('value' in found)) throw new Error(`a fixture needs ${name}`);
  return found.value as NetworkParts[Name];
}

/**
 * EMR and EC2 as they would answer about a network: the opposite of reading it. Filters are obeyed,
 * so that a reader that asks for the wrong thing gets nothing.
 */
export function networkFixtures(network: Network): AwsFixtures {
  return { emr: emrFixtures(network), ec2: ec2Fixtures(network) };
}

function emrFixtures(network: Network): AwsFixtures[string] {
  const { cluster } = network;
  const { groups } = cluster;
  const [primary, ...morePrimary] = groups.primary;
  const [workers, ...moreWorkers] = groups.workers;
  const names = { primary: 'MASTER', core: 'CORE', task: 'TASK' } as const;
  return {
    DescribeCluster: {
      Cluster: {
        Id: cluster.id,
        Name: cluster.name,
        Status: { State: cluster.state },
        ...(cluster.release === null ? {} : { ReleaseLabel: cluster.release }),
        InstanceCollectionType: 'INSTANCE_GROUP',
        Applications: cluster.applications.map((Name) => ({ Name, Version: '1' })),
        Configurations: cluster.configurations.map((each) => ({
          Classification: each.classification,
          Properties: each.properties,
        })),
        ...(part(network, 'security') === null ? {} : { SecurityConfiguration: 'encrypted' }),
        Ec2InstanceAttributes: {
          Ec2SubnetId: cluster.subnet,
          EmrManagedMasterSecurityGroup: primary,
          EmrManagedSlaveSecurityGroup: workers,
          AdditionalMasterSecurityGroups: morePrimary,
          AdditionalSlaveSecurityGroups: moreWorkers,
          ...(groups.serviceAccess === null
            ? {}
            : { ServiceAccessSecurityGroup: groups.serviceAccess }),
        },
      },
    },
    ListInstances: ({ InstanceGroupTypes }: AwsParams) => ({
      Instances: part(network, 'nodes')
        .filter(({ group }) => InstanceGroupTypes.includes(names[group]))
        .map(({ privateDns, privateIp }) => ({
          Id: `ci-${privateIp}`,
          PrivateDnsName: privateDns,
          PrivateIpAddress: privateIp,
          Status: { State: 'RUNNING' },
        })),
    }),
    ListSteps: {
      Steps: part(network, 'steps').map(({ name, jar, args }) => ({
        Name: name,
        Config: { Jar: jar, Args: args },
      })),
    },
    ListBootstrapActions: {
      BootstrapActions: part(network, 'bootstrap').map(({ name, jar, args }) => ({
        Name: name,
        ScriptPath: jar,
        Args: args,
      })),
    },
    DescribeSecurityConfiguration: {
      Name: 'encrypted',
      CreationDateTime: '2026-01-01T00:00:00Z',
      SecurityConfiguration: JSON.stringify({
        EncryptionConfiguration: {
          EnableInTransitEncryption: false,
          EnableAtRestEncryption: true,
          AtRestEncryptionConfiguration: {
            S3EncryptionConfiguration: { EncryptionMode: 'SSE-KMS', AwsKmsKey: 'arn' },
          },
        },
      }),
    },
    GetManagedScalingPolicy: part(network, 'managedScaling')
      ? {
          ManagedScalingPolicy: {
            ComputeLimits: {
              UnitType: 'Instances',
              MinimumCapacityUnits: 2,
              MaximumCapacityUnits: 9,
            },
          },
        }
      : {},
    ListStudios: {
      Studios: part(network, 'studios').map(({ id, name }) => ({
        StudioId: id,
        Name: name,
        VpcId: part(network, 'vpc').id,
      })),
    },
    DescribeStudio: ({ StudioId }: AwsParams) => {
      const found = part(network, 'studios').find(({ id }) => id === StudioId);
      return {
        Studio: {
          StudioId,
          Name: found?.name,
          VpcId: part(network, 'vpc').id,
          EngineSecurityGroupId: found?.engine,
          WorkspaceSecurityGroupId: found?.workspace,
        },
      };
    },
    GetBlockPublicAccessConfiguration: {
      BlockPublicAccessConfiguration: {
        BlockPublicSecurityGroupRules: part(network, 'publicPorts') !== null,
        PermittedPublicSecurityGroupRuleRanges: (part(network, 'publicPorts') ?? []).map(
          ({ from, to }) => ({ MinRange: from, MaxRange: to }),
        ),
      },
      BlockPublicAccessConfigurationMetadata: {
        CreationDateTime: '2026-01-01T00:00:00Z',
        CreatedByArn: 'arn:aws:iam::123456789012:root',
      },
    },
  };
}

/** The values a request filters by. */
function wanted({ Filters = [] }: AwsParams, name: string): readonly string[] | null {
  return Filters.find((each: { Name: string }) => each.Name === name)?.Values ?? null;
}

function ec2Fixtures(network: Network): AwsFixtures[string] {
  const vpc = part(network, 'vpc');
  const subnet = part(network, 'subnet');
  const bastion = part(network, 'bastion');
  const bySubnet = <Value>(params: AwsParams, own: Value, bastions: Value): Value[] => {
    const asked = wanted(params, 'association.subnet-id') ?? [];
    return [
      ...(asked.includes(subnet.id) ? [own] : []),
      ...(asked.includes(bastion.subnet ?? '') ? [bastions] : []),
    ];
  };
  return {
    DescribeSubnets: {
      Subnets: [
        {
          SubnetId: subnet.id,
          VpcId: subnet.vpc,
          CidrBlock: subnet.cidrs[0],
          PrivateDnsNameOptionsOnLaunch: { HostnameType: subnet.hostNames },
        },
      ],
    },
    DescribeVpcs: {
      Vpcs: [{ VpcId: vpc.id, CidrBlock: vpc.cidrs[0], DhcpOptionsId: 'dopt-0001' }],
    },
    DescribeVpcAttribute: ({ Attribute }: AwsParams) =>
      Attribute === 'enableDnsSupport'
        ? { VpcId: vpc.id, EnableDnsSupport: { Value: part(network, 'dns').support } }
        : { VpcId: vpc.id, EnableDnsHostnames: { Value: part(network, 'dns').hostNames } },
    DescribeDhcpOptions: {
      DhcpOptions: [
        {
          DhcpOptionsId: 'dopt-0001',
          DhcpConfigurations: [
            {
              Key: 'domain-name-servers',
              Values: part(network, 'dhcp').servers.map((Value) => ({ Value })),
            },
            { Key: 'domain-name', Values: [{ Value: part(network, 'dhcp').domain }] },
          ],
        },
      ],
    },
    DescribeSecurityGroups: (params: AwsParams) => ({
      SecurityGroups: part(network, 'groups')
        .filter(
          (each) =>
            wanted(params, 'vpc-id')?.includes(each.vpc) === true ||
            wanted(params, 'group-id')?.includes(each.id) === true,
        )
        .map(({ id, name, vpc: VpcId }) => ({
          GroupId: id,
          GroupName: name,
          VpcId,
          Description: name,
        })),
    }),
    DescribeSecurityGroupRules: (params: AwsParams) => ({
      SecurityGroupRules: part(network, 'rules')
        .filter(({ group }) => wanted(params, 'group-id')?.includes(group))
        .map(ruleShape),
    }),
    DescribeRouteTables: (params: AwsParams) => ({
      RouteTables: bySubnet(params, part(network, 'routes'), part(network, 'bastionRoutes')).map(
        ({ id, routes }) => ({
          RouteTableId: id,
          VpcId: vpc.id,
          Routes: routes.map(({ destination, target, active }) => ({
            ...(destination.startsWith('pl-')
              ? { DestinationPrefixListId: destination }
              : { DestinationCidrBlock: destination }),
            ...(target.startsWith('nat-')
              ? { NatGatewayId: target }
              : target.startsWith('pcx-')
                ? { VpcPeeringConnectionId: target }
                : { GatewayId: target }),
            State: active ? 'active' : 'blackhole',
          })),
        }),
      ),
    }),
    DescribeNetworkAcls: (params: AwsParams) => ({
      NetworkAcls: bySubnet(params, part(network, 'acl'), part(network, 'bastionAcl')).map(
        ({ id, entries }) => ({
          NetworkAclId: id,
          VpcId: vpc.id,
          Entries: entries.map((each) => ({
            RuleNumber: each.number,
            Egress: each.egress,
            RuleAction: each.allow ? 'allow' : 'deny',
            Protocol: each.protocol,
            CidrBlock: each.cidr,
            ...(each.fromPort < 0 ? {} : { PortRange: { From: each.fromPort, To: each.toPort } }),
          })),
        }),
      ),
    }),
    DescribeVpcEndpoints: (params: AwsParams) => ({
      VpcEndpoints: part(network, 'endpoints')
        .filter(() => wanted(params, 'vpc-id')?.includes(vpc.id))
        .map((each) => ({
          VpcEndpointId: each.id,
          VpcEndpointType: each.type === 'gateway' ? 'Gateway' : 'Interface',
          VpcId: vpc.id,
          ServiceName: each.service,
          State: each.available ? 'Available' : 'Pending',
          RouteTableIds: each.routeTables,
          Groups: each.groups.map((GroupId) => ({ GroupId, GroupName: GroupId })),
          PrivateDnsEnabled: each.privateDns,
          ...(each.policy === null ? {} : { PolicyDocument: each.policy }),
        })),
    }),
    DescribeManagedPrefixLists: {
      PrefixLists: part(network, 'prefixLists').map(({ id, name }) => ({
        PrefixListId: id,
        PrefixListName: name,
        OwnerId: 'AWS',
      })),
    },
    GetManagedPrefixListEntries: ({ PrefixListId }: AwsParams) => ({
      Entries: (
        part(network, 'prefixLists').find(({ id }) => id === PrefixListId)?.cidrs ?? []
      ).map((Cidr) => ({ Cidr })),
    }),
    DescribeVpcPeeringConnections: {
      VpcPeeringConnections: part(network, 'peerings').map((each) => ({
        VpcPeeringConnectionId: each.id,
        Status: { Code: each.active ? 'active' : 'deleted' },
        RequesterVpcInfo: peerInfo(each.vpcs[0], each.resolvesNames),
        AccepterVpcInfo: peerInfo(each.vpcs[1], each.resolvesNames),
      })),
    },
    DescribeInstances: (params: AwsParams) => ({
      Reservations: fits(params, network) ? [{ Instances: [instanceShape(network)] }] : [],
    }),
  };
}

function peerInfo(VpcId: string, AllowDnsResolutionFromRemoteVpc: boolean) {
  return { VpcId, PeeringOptions: { AllowDnsResolutionFromRemoteVpc } };
}

function fits(params: AwsParams, network: Network): boolean {
  const { id, members, publicAddress } = part(network, 'bastion');
  const [member] = members;
  return (
    params.InstanceIds?.includes(id) === true ||
    wanted(params, 'ip-address')?.includes(publicAddress ?? '') === true ||
    wanted(params, 'private-ip-address')?.includes(member?.addresses[0] ?? '') === true ||
    wanted(params, 'instance.group-id')?.includes(member?.groups[0] ?? '') === true
  );
}

function instanceShape(network: Network) {
  const { id, name, members, publicAddress, state, subnet, vpc } = part(network, 'bastion');
  const [member] = members;
  return {
    InstanceId: id,
    State: { Code: 16, Name: state },
    PrivateIpAddress: member?.addresses[0],
    ...(publicAddress === null ? {} : { PublicIpAddress: publicAddress }),
    SubnetId: subnet,
    VpcId: vpc,
    SecurityGroups: (member?.groups ?? []).map((GroupId) => ({ GroupId, GroupName: GroupId })),
    Tags: [{ Key: 'Name', Value: name }],
  };
}

function ruleShape({ id, group, egress, protocol, fromPort, toPort, peer }: Rule) {
  return {
    SecurityGroupRuleId: id,
    GroupId: group,
    IsEgress: egress,
    IpProtocol: protocol,
    FromPort: fromPort,
    ToPort: toPort,
    ...(peer.kind === 'group'
      ? { ReferencedGroupInfo: { GroupId: peer.group } }
      : peer.kind === 'prefix-list'
        ? { PrefixListId: peer.id }
        : peer.cidr.includes(':')
          ? { CidrIpv6: peer.cidr }
          : { CidrIpv4: peer.cidr }),
  };
}
