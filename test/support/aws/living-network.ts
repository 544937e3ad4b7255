import type { Network, Rule, RulePeer } from '../../../electron/aws/doctor/network';
import { cidr, group, list, rule } from '../doctor-rules';
import type { AwsCall, AwsFixtures, AwsParams } from './endpoint';
import { networkFixtures } from './network-fixtures';

/**
 * EMR and EC2 around one cluster that remember: what `aws ec2 authorize-…` and `revoke-…` change of
 * the rules is what is described from then on.
 */
export class LivingNetwork {
  readonly #network: Network;
  rules: readonly Rule[];

  constructor(network: Network) {
    this.#network = network;
    const { rules } = network.parts;
    if (!('value' in rules)) throw new Error('a living network has rules');
    this.rules = rules.value;
  }

  /** The network as it is now. */
  now(): Network {
    const { parts } = this.#network;
    return { ...this.#network, parts: { ...parts, rules: { value: this.rules } } };
  }

  fixtures(): AwsFixtures {
    const { emr = {}, ec2 = {} } = networkFixtures(this.#network);
    const described = (params: AwsParams, call: AwsCall) => {
      const fixture = networkFixtures(this.now())['ec2']?.['DescribeSecurityGroupRules'];
      if (typeof fixture !== 'function') throw new Error('the rules of a network are asked for');
      return fixture(params, call);
    };
    return {
      emr,
      ec2: {
        ...ec2,
        DescribeSecurityGroupRules: described,
        AuthorizeSecurityGroupIngress: (params: AwsParams) => this.#authorize(params, 'in'),
        AuthorizeSecurityGroupEgress: (params: AwsParams) => this.#authorize(params, 'out'),
        RevokeSecurityGroupIngress: (params: AwsParams) => this.#revoke(params, false),
        RevokeSecurityGroupEgress: (params: AwsParams) => this.#revoke(params, true),
      },
    };
  }

  #authorize({ GroupId, IpPermissions = [] }: AwsParams, direction: 'in' | 'out') {
    const added = IpPermissions.flatMap((permission: AwsParams) => {
      const { protocol, fromPort, toPort } = portsOf(permission);
      return peersOf(permission).map((peer) =>
        rule(GroupId, direction, protocol, [fromPort, toPort], peer),
      );
    });
    this.rules = [...this.rules, ...added];
    return { Return: true };
  }

  #revoke({ GroupId, SecurityGroupRuleIds = [], IpPermissions = [] }: AwsParams, egress: boolean) {
    const wanted = IpPermissions.flatMap((permission: AwsParams) =>
      peersOf(permission).map((peer) => shape({ ...portsOf(permission), peer })),
    );
    this.rules = this.rules.filter(
      (each) =>
        !SecurityGroupRuleIds.includes(each.id) &&
        !(each.group === GroupId && each.egress === egress && wanted.includes(shape(each))),
    );
    return { Return: true };
  }
}

function portsOf({ IpProtocol, FromPort = -1, ToPort = -1 }: AwsParams) {
  return { protocol: `${IpProtocol}`, fromPort: Number(FromPort), toPort: Number(ToPort) };
}

/** Two rules alike, whatever their ids. */
export function shape(of: Pick<Rule, 'protocol' | 'fromPort' | 'toPort' | 'peer'>): string {
  const { protocol, fromPort, toPort, peer } = of;
  return JSON.stringify([protocol, fromPort, toPort, peer]);
}

function peersOf(permission: AwsParams): RulePeer[] {
  const { UserIdGroupPairs = [], IpRanges = [], PrefixListIds = [] } = permission;
  return [
    ...UserIdGroupPairs.map(({ GroupId }: AwsParams) => group(GroupId)),
    ...IpRanges.map(({ CidrIp }: AwsParams) => cidr(CidrIp)),
    ...PrefixListIds.map(({ PrefixListId }: AwsParams) => list(PrefixListId)),
  ];
}
