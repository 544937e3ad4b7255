import { z } from 'zod';
import { nodeGroupSchema } from './cluster';
import { ruleLoadSchema } from './rule-quota';

/** Who opened a connection: the cluster's node, the other side, or nobody can say. */
const flowInitiatorSchema = z.enum(['node', 'peer', 'unknown']);

/**
 * How the initiator was found: TCP flags of the records, the ports of both ends, or which of two
 * opposite records began first.
 */
const flowEvidenceSchema = z.enum(['flags', 'port', 'pair']);

export const flowVerdictSchema = z.enum(['allowed', 'missing', 'unused', 'rejected', 'undecided']);
/**
 * What a destination means for the smallest outbound rules:
 * `allowed` is seen and covered by them, `missing` is seen and would break under them, `unused` is a
 * rule of theirs that nothing needed in this time, `rejected` was refused on the way, and
 * `undecided` is what the records do not tell.
 */
export type FlowVerdict = z.infer<typeof flowVerdictSchema>;

/** Which security group a rule names: one of EMR's own by its role, or any by its id. */
export const securityGroupRoleSchema = z.enum(['master', 'slave', 'serviceAccess']);

export const egressPeerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('security-group'),
    role: securityGroupRoleSchema.nullable(),
    id: z.string().nullable(),
  }),
  z.object({ kind: z.literal('prefix-list'), name: z.string(), id: z.string().nullable() }),
  z.object({ kind: z.literal('cidr'), value: z.string() }),
]);
/** The far side of an outbound rule, as EC2 takes it. */
export type EgressPeer = z.infer<typeof egressPeerSchema>;

export const egressRuleSchema = z.object({
  /** Whose group the rule belongs to: the primary node's, that of core and task nodes, or not known. */
  group: z.enum(['master', 'slave']).nullable(),
  protocol: z.enum(['tcp', 'udp', 'icmp', 'icmpv6', '-1']),
  /** Both null where the protocol has no ports. */
  fromPort: z.number().int().nullable(),
  toPort: z.number().int().nullable(),
  peer: egressPeerSchema,
  /** The need of sg-rules it serves, such as `s3`; null for one that only the traffic proposes. */
  need: z.string().nullable(),
  /** Needed while nodes start: no traffic in a quiet window is no proof against it. */
  launch: z.boolean(),
});
/** One outbound rule of a security group. */
export type EgressRule = z.infer<typeof egressRuleSchema>;

export const flowDestinationSchema = z.object({
  /** The node group, or the network interface where no cluster says what it belongs to. */
  group: z.union([nodeGroupSchema, z.string()]),
  initiator: flowInitiatorSchema,
  /** The address of the far side; of an unused rule, the peer it names. */
  destination: z.string(),
  /** `S3`, an endpoint's service name, `primary`…; null where nothing is known of the address. */
  service: z.string().nullable(),
  /** The server's port, whichever side that is; null without one or where it is not known. */
  port: z.number().int().nullable(),
  /** `tcp`, `udp`, `icmp`, or IANA's number. */
  protocol: z.string(),
  /** Of both directions. */
  bytes: z.number(),
  packets: z.number(),
  records: z.number(),
  action: z.enum(['ACCEPT', 'REJECT']).nullable(),
  verdict: flowVerdictSchema,
  /** The rule that covers it, or that would; null where none is needed or none can be named. */
  rule: egressRuleSchema.nullable(),
  evidence: flowEvidenceSchema.nullable(),
  /** Why AWS says it was rejected: `BPA`, `EC`. */
  reason: z.string().nullable(),
  /** Seconds since 1970, of the first and the last record. */
  first: z.number().nullable(),
  last: z.number().nullable(),
});
/** What one node group has to do with one far side, port and protocol. */
export type FlowDestination = z.infer<typeof flowDestinationSchema>;

export const flowProblemSchema = z.object({
  /** The file as the person named it; never a path in the window. */
  file: z.string(),
  /** From 1; null where the whole file is meant. */
  line: z.number().int().nullable(),
  code: z.enum([
    'truncated',
    'corrupt',
    'wrong-columns',
    'not-a-number',
    'not-flow-log',
    'format-unknown',
    'columns-missing',
    'empty',
    'unreadable',
    'rows-cut',
  ]),
  /** What was expected or found, in the words of the format. */
  detail: z.string().max(256),
  /** How many lines of this file have it. */
  count: z.number().int(),
});
/** What of the input could not be used, and where. */
export type FlowProblem = z.infer<typeof flowProblemSchema>;

export const flowEngineSchema = z.enum(['local', 'athena', 'insights']);
export type FlowEngineName = z.infer<typeof flowEngineSchema>;

export const flowSummarySchema = z.object({
  engine: flowEngineSchema,
  /** Records read that fit the question, those without data included. */
  records: z.number(),
  /** SKIPDATA: AWS itself lost what these would have said. */
  skipped: z.number(),
  /** NODATA: nothing happened on that interface. */
  noData: z.number(),
  /** Records with traffic of which nobody can say who opened it. */
  undecided: z.number(),
  /** Records of interfaces that only pass packets on, such as a NAT gateway's. */
  relayed: z.number(),
  /** Records in that time of no node of the cluster that was named. */
  leftOut: z.number(),
  /** Lines that are no records. */
  malformed: z.number(),
  files: z.number(),
  /** Files whose format lacks the times that a span is kept to by; of Athena, the one table. */
  untimed: z.number(),
  destinations: z.number(),
  /** Destinations left out because there were more than an answer holds. */
  more: z.number(),
  /** Whether the records carry TCP flags, which settle who opened a connection. */
  flags: z.boolean(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  bytes: z.number(),
  verdicts: z.record(flowVerdictSchema, z.number()),
  /** Rules kept although nothing used them, since nodes need them when they start. */
  keptForLaunch: z.array(z.string()),
  /** How many outbound rules an export would give each security group. */
  ruleLoads: z.array(ruleLoadSchema),
  /** Bytes Athena or Logs Insights read, for which AWS bills. */
  scannedBytes: z.number().nullable(),
  /** The day AWS made the address ranges that named services, `2026-11-22`; null without any. */
  rangesMade: z.string().nullable(),
  problems: z.array(flowProblemSchema),
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;

export const flowAnswerSchema = z.object({
  destinations: z.array(flowDestinationSchema),
  summary: flowSummarySchema,
});
export type FlowAnswer = z.infer<typeof flowAnswerSchema>;
