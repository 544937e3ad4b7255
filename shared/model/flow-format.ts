/**
 * The format Culvert asks people to choose: flags tell who opened a connection, the packet addresses
 * see through NAT, and the services name what is behind an address.
 */
export const recommendedFields = [
  'version',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
  'vpc-id',
  'subnet-id',
  'instance-id',
  'tcp-flags',
  'type',
  'pkt-srcaddr',
  'pkt-dstaddr',
  'region',
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
  'flow-direction',
  'traffic-path',
  'reject-reason',
] as const;

/** A format as `aws ec2 create-flow-logs --log-format` takes it. */
export function formatText(fields: readonly string[]): string {
  return fields.map((field) => `\${${field}}`).join(' ');
}

/** The command that enables flow logs in that format, to be filled in where it has capitals. */
export const enableCommand = `aws ec2 create-flow-logs --resource-type Subnet --resource-ids SUBNET_ID \\
  --traffic-type ALL --max-aggregation-interval 60 \\
  --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET/flow-logs/ \\
  --destination-options FileFormat=parquet,PerHourPartition=true \\
  --log-format '${formatText(recommendedFields)}'`;
