import { check, notApplicable, pass } from '../check';
import { tcp } from '../coverage';
import { anyNodeOf, rulesParts } from '../members';
import type { Network, Studio } from '../network';
import { judged, type Requirement, tested } from '../requirement';

/** Where Jupyter Enterprise Gateway listens on the primary node (EMR Management Guide, EMR Studio). */
const port = 18888;

/** The application through which a Studio's Workspaces run notebooks on a cluster. */
export const gatewayApplication = 'JupyterEnterpriseGateway';

/**
 * The Workspaces of every EMR Studio of the VPC must reach the gateway. EMR puts the engine group on
 * the primary node when a Workspace is attached, so its rules and the cluster's add up.
 */
export const studio18888 = check(
  'STUDIO_18888_MISSING',
  [...rulesParts, 'studios', 'vpc', 'subnet'],
  ({ rules, studios, vpc }, network) => {
    if (!network.cluster.applications.includes(gatewayApplication)) return notApplicable;
    if (studios.length === 0) return notApplicable;
    const inside = vpc.cidrs.filter((cidr) => !cidr.includes(':'));
    const wanted = studios.flatMap((studio) => requirements(studio, inside, network));
    if (wanted.length === 0) return pass();
    const found = judged(
      network,
      wanted.map((each) => tested(network, rules, each)),
    );
    return found.status === 'fail'
      ? {
          ...found,
          facts: { ...found.facts, what: studios.map(({ name, id }) => `${name} (${id})`) },
        }
      : found;
  },
);

function requirements(
  { engine, workspace }: Studio,
  inside: readonly string[],
  network: Network,
): readonly Requirement[] {
  const primary = anyNodeOf('primary', network);
  const groups = [engine, ...primary.groups];
  const flow = tcp(port);
  return [
    {
      groups,
      direction: 'ingress',
      flow,
      peer: { groups: [workspace], addresses: inside, vpc: primary.vpc },
    },
    {
      groups: [workspace],
      direction: 'egress',
      flow,
      peer: { groups, addresses: primary.addresses, vpc: primary.vpc },
    },
  ];
}
