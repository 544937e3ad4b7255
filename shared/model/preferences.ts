import { z } from 'zod';
import { browserChoiceSchema } from './browser';
import { languageSchema } from './language';

export const preferencesSchema = z.object({
  /** `system` follows the desktop. */
  theme: z.enum(['system', 'light', 'dark']),
  language: z.union([z.literal('system'), languageSchema]),
  /** Where pages open. */
  browser: browserChoiceSchema,
  /** A proxy script for all tunnels is served on this computer. */
  servePac: z.boolean(),
});
/** How the window looks and speaks, and how pages open. */
export type Preferences = z.infer<typeof preferencesSchema>;
