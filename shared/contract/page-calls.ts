import { z } from 'zod';
import { presignedPageSchema } from '../emr/presigned-page';
import { awsAddressSchema } from '../model/aws-address';
import { clusterIdSchema } from '../model/cluster';
import { awsPlaceSchema } from '../model/cluster-filter';
import { jobIdSchema } from '../model/job';
import { pageUrlSchema, profileIdSchema } from '../model/profile';
import { pageReachSchema } from '../model/reach';

/** As long as EMR's own model lets the address of a page be (`XmlString`), most of it a token. */
const mostOfAddress = 10_280;

/** Asks once for pages beside those a tunnel looks after by itself; nothing of it is kept. */
const checkPages = {
  args: z.object({
    jobId: jobIdSchema,
    profileId: profileIdSchema,
    urls: z.array(pageUrlSchema).max(64),
  }),
  result: z.array(pageReachSchema),
};

/** The window's calls about pages of a tunnel that is tied to a cluster. */
export const pageCalls = {
  checkPages,
  /** Has EMR hand out a page that no tunnel reaches, and opens it in the default browser. */
  openPresigned: {
    args: z.object({ jobId: jobIdSchema, profileId: profileIdSchema, url: pageUrlSchema }),
    result: z.void(),
  },
} as const;

/** What the engine does for them. */
export const enginePageCalls = {
  checkPages,
  presignedPage: {
    args: z.object({
      jobId: jobIdSchema,
      place: awsPlaceSchema,
      clusterId: clusterIdSchema,
      page: presignedPageSchema,
    }),
    /** Whoever has the address may look, for a while: it is never logged or shown. */
    result: z.object({ url: awsAddressSchema(mostOfAddress) }),
  },
} as const;
