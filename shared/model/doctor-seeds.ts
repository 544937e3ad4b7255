import { z } from 'zod';
import { evidenceSchema } from './doctor-result';

export const seedVerdictSchema = z.enum([
  'required',
  'unneeded',
  'too-wide',
  'can-narrow',
  /** The release of this cluster no longer uses it. */
  'obsolete',
  /** The tables lack it, and this cluster needs it. */
  'gap',
  /** What the text asks for cannot be written as a rule. */
  'not-possible',
]);
export type SeedVerdict = z.infer<typeof seedVerdictSchema>;

export const seedWhySchema = z.enum([
  'socks',
  'ssh',
  'all-ports',
  'service-8443',
  'service-8443-obsolete',
  'intra',
  'http',
  'https',
  'gap-workers',
  'gap-9443',
  'gap-443',
  'gap-bastion-egress',
  'gap-sshd',
  's3-list',
  'sqs-cidr',
  'dynamodb-cidr',
  'endpoints',
  'no-change-at-launch',
  'flow-logs',
]);
export type SeedWhy = z.infer<typeof seedWhySchema>;

export const seedTableSchema = z.enum([
  'bastion-ingress',
  'master-ingress',
  'master-egress',
  'slave-egress',
  'conditions',
  'gaps',
]);

export const seedRowSchema = z.object({
  id: z.string(),
  table: seedTableSchema,
  /** As the table has it: `tcp`, `udp`, `icmp`; empty, like its ports, where it is no rule. */
  protocol: z.string(),
  ports: z.string(),
  /** `my-ip`, a CIDR block, or the id of this cluster's group of that role. */
  peer: z.string(),
  verdict: seedVerdictSchema,
  why: seedWhySchema,
  /** False for a condition this cluster does not meet. */
  applies: z.boolean(),
  /** Whether this network lets it through; null when that is not known. */
  present: z.boolean().nullable(),
  evidence: z.array(evidenceSchema),
});
/** A row of the tables that most guides to private EMR copy, judged for this cluster. */
export type SeedRow = z.infer<typeof seedRowSchema>;
