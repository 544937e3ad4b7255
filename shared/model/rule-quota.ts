import { z } from 'zod';

/**
 * Rules in one direction that a security group takes before the quota is raised, of IPv4 and of IPv6
 * each (VPC user guide, Amazon VPC quotas).
 */
export const ruleLimit = 60;

/** Security groups that a network interface takes before the quota is raised. */
export const groupLimit = 5;

export const ruleLoadSchema = z.object({
  /** Whose group: the primary node's, that of core and task nodes, or not known. */
  group: z.enum(['master', 'slave']).nullable(),
  /** As the quota counts them: a prefix list by its size, a security group in both families. */
  ipv4: z.number().int(),
  ipv6: z.number().int(),
});
/** How many outbound rules are proposed for one security group. */
export type RuleLoad = z.infer<typeof ruleLoadSchema>;

/** What AWS compares with {@link ruleLimit}: each family is counted for itself. */
export function ruleCount({ ipv4, ipv6 }: RuleLoad): number {
  return Math.max(ipv4, ipv6);
}

/** The groups that would not take their rules. */
export function overfull(loads: readonly RuleLoad[]): readonly RuleLoad[] {
  return loads.filter((load) => ruleCount(load) > ruleLimit);
}
