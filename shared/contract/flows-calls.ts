import { z } from 'zod';
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
      files: z.array(fileTokenSchema).min(1).max(10_000),
      /** Fields of files without a header line; null for AWS's default. */
      format: z.string().max(2_000).nullable(),
      region: z.string().max(32).nullable(),
    }),
    result: flowAnswerSchema,
  },
  /** Saves the last answer; the name of the file written, or null when the dialog was cancelled. */
  exportFlows: {
    args: z.object({ kind: flowExportKindSchema }),
    result: z.string().nullable(),
  },
} as const;
