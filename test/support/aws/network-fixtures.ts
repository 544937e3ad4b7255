import type { Network } from '../../../electron/aws/doctor/network';
import type { AwsFixtures } from './endpoint';
import { accountFixtures } from './network/account';
import { clusterFixtures } from './network/cluster';
import { endpointFixtures } from './network/endpoints';
import { groupFixtures } from './network/groups';
import { instanceFixtures } from './network/instances';
import { routeFixtures } from './network/routes';
import { vpcFixtures } from './network/vpc';

/**
 * EMR and EC2 as they would answer about a network: the opposite of reading it. Filters are obeyed,
 * so that a reader that asks for the wrong thing gets nothing.
 */
export function networkFixtures(network: Network): AwsFixtures {
  return {
    emr: { ...clusterFixtures(network), ...accountFixtures(network) },
    ec2: {
      ...vpcFixtures(network),
      ...groupFixtures(network),
      ...routeFixtures(network),
      ...endpointFixtures(network),
      ...instanceFixtures(network),
    },
  };
}
