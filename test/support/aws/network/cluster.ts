import type { Network } from '../../../../electron/aws/doctor/network';
import type { AwsFixtures, AwsParams } from '../endpoint';
import { part } from './part';

/** EMR about the cluster itself: what it is made of and what it does. */
export function clusterFixtures(network: Network): AwsFixtures[string] {
  const names = { primary: 'MASTER', core: 'CORE', task: 'TASK' } as const;
  return {
    DescribeCluster: { Cluster: clusterShape(network) },
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
  };
}

/** What EMR says of it. */
function clusterShape(network: Network) {
  const { cluster } = network;
  const { groups } = cluster;
  const [primary, ...morePrimary] = groups.primary;
  const [workers, ...moreWorkers] = groups.workers;
  return {
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
  };
}
