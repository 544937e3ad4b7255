import { z } from 'zod';
import { failureSchema } from './failure-schema';
import { pageUrlSchema, profileIdSchema } from './profile';

/** From the first byte asked for to the answer, ms. */
const milliseconds = z.number().nonnegative();

export const pageCheckSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('unknown') }),
  /** The page spoke HTTP; what it said is its own affair, so every status counts as an answer. */
  z.object({
    outcome: z.literal('answering'),
    /** Null where no page was asked for: the connection was opened, and that is all there is to see. */
    status: z.number().int().nullable(),
    milliseconds,
  }),
  z.object({ outcome: z.literal('failed'), cause: failureSchema, milliseconds }),
]);
/** What came of asking for one page through the tunnel. */
export type PageCheck = z.infer<typeof pageCheckSchema>;

/** `tcp://host:port`: a place that is no page, such as a database. */
export const targetUrlSchema = z
  .string()
  .max(600)
  .regex(/^tcp:\/\/\S+:\d+$/);

export const pageReachSchema = z.object({
  url: z.union([pageUrlSchema, targetUrlSchema]),
  check: pageCheckSchema,
});
export type PageReach = z.infer<typeof pageReachSchema>;

export const forwardsSchema = z.enum(['yes', 'no', 'unknown']);
/** Whether the bastion opens connections for us at all. */
export type Forwards = z.infer<typeof forwardsSchema>;

export const reachSchema = z.object({
  profileId: profileIdSchema,
  /** Round trip to the bastion's sshd and back through SSH; null until it was measured. */
  ssh: z.object({ milliseconds }).nullable(),
  forwards: forwardsSchema,
  /** In the order of the profile. */
  pages: z.array(pageReachSchema),
  checking: z.boolean(),
  /** Rises by one with each check that was carried through, so that no check is counted twice. */
  checks: z.number().int(),
});
/** How far requests get through a tunnel: to the bastion, out of it, to an answer. */
export type Reach = z.infer<typeof reachSchema>;
