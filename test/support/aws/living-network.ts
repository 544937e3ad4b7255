import type { Network, Rule, RulePeer } from '../../../electron/aws/doctor/network';
import { cidr, group, list, rule } from '../doctor-network';
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
        RevokeSecurityGroupIngress: (params: AwsParams) => this.#revoke(params),
        RevokeSecurityGroupEgress: (params: AwsParams) => this.#revoke(params),
      },
    };
  }

  #authorize({ GroupId, IpPermissions = [] }: AwsParams, direction: 'in' | 'out') {
    const added = IpPermissions.flatMap((permission: AwsParams) => {
      const { IpProtocol, FromPort = -1, ToPort = -1 } = permission;
      return peersOf(permission).map((peer) =>
        rule(GroupId, direction, IpProtocol, [FromPort, ToPort], peer),
      );
    });
    this.rules = [...this.rules, ...added];
    return { Return: true };
  }

  #revoke({ SecurityGroupRuleIds = [] }: AwsParams) {
    this.rules = this.rules.filter(({ id }) => !SecurityGroupRuleIds.includes(id));
    return { Return: true };
  }
}

function peersOf(permission: AwsParams): RulePeer[] {
  const { UserIdGroupPairs = [], IpRanges = [], PrefixListIds = [] } = permission;
  return [
    ...UserIdGroupPairs.map(({ GroupId }: AwsParams) => group(GroupId)),
    ...IpRanges.map(({ CidrIp }: AwsParams) => cidr(CidrIp)),
    ...PrefixListIds.map(({ PrefixListId }: AwsParams) => list(PrefixListId)),
  ];
}
