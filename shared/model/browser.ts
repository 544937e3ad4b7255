import { z } from 'zod';

export const browserKindSchema = z.enum(['chrome', 'edge', 'brave', 'chromium', 'firefox']);
/** A browser Culvert can start with a profile of its own. */
export type BrowserKind = z.infer<typeof browserKindSchema>;

export const browserChoiceSchema = z.union([
  z.literal(['automatic', 'default']),
  browserKindSchema,
]);
/**
 * Where pages open: the first browser that is found (`automatic`) or a certain one, each with a
 * profile of its own that uses the tunnel; or the person's default browser as it is (`default`),
 * which must know the way by itself, through FoxyProxy or the like.
 */
export type BrowserChoice = z.infer<typeof browserChoiceSchema>;
