import { z } from 'zod';
import { clusterIdSchema } from '../model/cluster';
import { awsPlaceSchema } from '../model/cluster-filter';
import { athenaSourceSchema, flowPriceSchema, insightsSourceSchema } from '../model/flow-source';
import { flowAnswerSchema } from '../model/flows';
import { jobIdSchema } from '../model/job';

const fileTokenSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A flow log file or folder as the window knows it: a token and a name, never a path. */
export const flowFileSchema = z.object({ token: fileTokenSchema, name: z.string() });
export type FlowFileChoice = z.infer<typeof flowFileSchema>;

export const flowExportKindSchema = z.enum(['csv', 'parquet', 'terraform', 'cli']);
export type FlowExportKind = z.infer<typeof flowExportKindSchema>;

/** The window's calls about flow logs. */
export const flowCalls = {
  /** Null when the dialog was cancelled. */
  chooseFlowFiles: {
    args: z.object({ of: z.enum(['files', 'folder']) }),
    result: z.array(flowFileSchema).nullable(),
  },
  /**
   * What was dropped on the page. The page hands over the browser's own File objects; preload puts
   * their paths in their place, so that no page can name a path.
   */
  dropFlowFiles: {
    args: z.object({ files: z.array(z.unknown()).max(10_000) }),
    result: z.array(flowFileSchema),
  },
  /** A long call: answers when everything is read, and can be called off by its job id. */
  readFlows: {
    args: z.object({
      jobId: jobIdSchema,
      source: z.discriminatedUnion('engine', [
        z.object({
          engine: z.literal('local'),
          files: z.array(fileTokenSchema).min(1).max(10_000),
        }),
        athenaSourceSchema,
        insightsSourceSchema,
      ]),
      /** Fields of records without a header line; null for AWS's default. */
      format: z.string().max(2_000).nullable(),
      /** Where AWS is asked; files without a cluster take only the name of the region from it. */
      place: awsPlaceSchema.nullable(),
      /** Whose nodes are meant; null for every interface in the records. */
      clusterId: clusterIdSchema.nullable(),
      /** Seconds since 1970; null where the span has no such end. */
      from: z.number().int().nullable(),
      to: z.number().int().nullable(),
    }),
    result: flowAnswerSchema,
  },
  /** Lets Athena read, once its price has been told by a `flowPrice` event. */
  agreeFlows: { args: z.object({ jobId: jobIdSchema }), result: z.void() },
  /** Fetches AWS's published address ranges; the day they were made, where they say. */
  fetchAddressRanges: { args: z.void(), result: z.string().nullable() },
  /** Saves the last answer; the name of the file written, or null when the dialog was cancelled. */
  exportFlows: {
    args: z.object({ kind: flowExportKindSchema }),
    result: z.string().nullable(),
  },
} as const;

export const flowEvents = {
  /** What a question will cost; it waits until that is agreed to, or called off. */
  flowPrice: z.object({ jobId: jobIdSchema, price: flowPriceSchema }),
} as const;
