import { z } from 'zod';
import { browserKindSchema } from '../model/browser';
import { failureSchema } from '../model/failure-schema';
import { pageUrlSchema, profileIdSchema } from '../model/profile';

export const pacAddressSchema = z.object({
  /** Null while it is not served. */
  url: z.string().nullable(),
  /** Why it is not served although it should be. */
  failure: failureSchema.nullable(),
});
/** Where the proxy script for all tunnels is. */
export type PacAddress = z.infer<typeof pacAddressSchema>;

/** The calls that bring a tunnel's pages into a browser. */
export const browserCalls = {
  /** Browsers that are installed here and can be given a profile of their own, preferred first. */
  browsers: { args: z.void(), result: z.array(browserKindSchema) },
  /**
   * Opens one of a tunnel's pages where the preferences say. Addresses that are none of its pages
   * are refused. Answers which browser it was.
   */
  openPage: {
    args: z.object({ profileId: profileIdSchema, url: pageUrlSchema }),
    result: z.object({ browser: z.union([browserKindSchema, z.literal('default')]) }),
  },
  /** Where the proxy script for all tunnels is served, if the preferences say so. */
  pacAddress: { args: z.void(), result: pacAddressSchema },
} as const;
