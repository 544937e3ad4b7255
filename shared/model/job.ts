import { z } from 'zod';

/** Chosen by whoever starts the work, so that it can be called off before it answers. */
export const jobIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);
export type JobId = z.infer<typeof jobIdSchema>;

export const jobProgressSchema = z.object({
  jobId: jobIdSchema,
  /** What is being done now, as its own field names it: `ec2:DescribeSubnets`, a file's name. */
  step: z.string().max(256),
  done: z.number().min(0),
  /** Null while nobody knows how much there is. */
  total: z.number().min(0).nullable(),
});
/** How far a long call is. The call itself answers when the work is over. */
export type JobProgress = z.infer<typeof jobProgressSchema>;

export const jobSlowedSchema = z.object({
  jobId: jobIdSchema,
  /** When the next try is made, from now, ms. */
  inMs: z.number().min(0),
});
/** AWS asks a long call to slow down: it is tried again by itself. */
export type JobSlowed = z.infer<typeof jobSlowedSchema>;
