import { z } from 'zod';

export const openRequestSchema = z.object({
  /** Counts up within one run of a tunnel. */
  id: z.number().int(),
  host: z.string().max(512),
  port: z.number().int(),
  /** `waiting` until the bastion has opened the far side. */
  phase: z.enum(['waiting', 'open']),
  /** When the program asked, ms since 1970. */
  since: z.number(),
  /** Bytes towards the bastion and towards the program. */
  bytesUp: z.number().int(),
  bytesDown: z.number().int(),
});
/** One connection a program holds through a tunnel. */
export type OpenRequest = z.infer<typeof openRequestSchema>;

/** As many as a window can show with profit. */
export const requestsShown = 200;

export const openRequestsSchema = z.object({
  /** The newest first, {@link requestsShown} at most. */
  shown: z.array(openRequestSchema).max(requestsShown),
  /** How many there are in all. */
  total: z.number().int(),
});
/** What goes through a tunnel at one moment. */
export type OpenRequests = z.infer<typeof openRequestsSchema>;
