import { z } from 'zod';
import { browserKindSchema } from '../model/browser';
import { pageUrlSchema, profileIdSchema } from '../model/profile';

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
} as const;
