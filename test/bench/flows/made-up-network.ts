import type { FlowContext } from '../../../electron/flows/flow-context';
import type { EgressRule } from '../../../shared/model/flows';

export const cores = 6;
export const tasks = 4;
/** The NAT gateway's interface: the number after the nodes', and its private address. */
export const natGateway = 1 + cores + tasks;
export const natAddress = '10.0.0.220';

/** The network's own facts, as AWS would tell them of a cluster. */
export function networkContext(): FlowContext {
  const nodes = Array.from({ length: 1 + cores + tasks }, (_, index) => ({
    id: eniOf(index),
    group: index === 0 ? 'primary' : index <= cores ? 'core' : 'task',
    address: `10.0.1.${10 + index}`,
  }));
  const intra = (group: 'master' | 'slave', role: 'master' | 'slave'): EgressRule => ({
    group,
    protocol: '-1',
    fromPort: null,
    toPort: null,
    peer: { kind: 'security-group', role, id: null },
    need: 'intra',
    launch: false,
  });
  const place = { role: null, securityGroups: [] };
  return {
    region: 'ap-northeast-2',
    nodes: [],
    interfaces: nodes.map(({ id, group, address }) => ({ id, group, addresses: [address] })),
    places: [
      ...nodes.map(({ group, address }) => ({
        address,
        service: group,
        role: group === 'primary' ? ('master' as const) : ('slave' as const),
        securityGroups: [],
      })),
      {
        ...place,
        address: '10.0.3.5',
        service: 'com.amazonaws.ap-northeast-2.sqs',
        securityGroups: ['sg-0sqs'],
      },
      { ...place, address: '10.0.4.7', service: 'RDS', securityGroups: ['sg-0rds'] },
    ],
    prefixLists: [
      { id: 'pl-0s3', name: 'com.amazonaws.ap-northeast-2.s3', cidrs: ['52.219.0.0/16'] },
    ],
    vpcCidrs: ['10.0.0.0/16'],
    rules: [
      intra('master', 'master'),
      intra('master', 'slave'),
      intra('slave', 'master'),
      intra('slave', 'slave'),
    ],
  };
}

function eniOf(node: number): string {
  return `eni-0c1a${node.toString(16).padStart(13, '0')}`;
}
