/** A set of regions that share accounts, ARNs and a domain (AWS: "Partitions"). */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-iso' | 'aws-iso-b' | 'aws-eusc';

const byPrefix: readonly (readonly [string, Partition])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eusc-', 'aws-eusc'],
];

/** Which partition a region belongs to; new regions are recognised by their name's beginning. */
export function partitionOf(region: string): Partition {
  return byPrefix.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}
