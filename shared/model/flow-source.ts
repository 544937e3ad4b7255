import { z } from 'zod';

/** Flow logs in S3, asked through Athena. */
export const athenaSourceSchema = z.object({
  engine: z.literal('athena'),
  /** `s3://bucket/AWSLogs/123456789012/vpcflowlogs/ap-northeast-2`. */
  location: z
    .string()
    .max(1_024)
    .regex(/^s3:\/\/[^/\s]+\/\S+$/),
  parquet: z.boolean(),
  database: z.string().min(1).max(255),
  workgroup: z.string().min(1).max(128),
  /** Where results go; null where the workgroup says. */
  output: z
    .string()
    .max(1_024)
    .regex(/^s3:\/\/\S+$/)
    .nullable(),
});
export type AthenaSource = z.infer<typeof athenaSourceSchema>;

/** Flow logs in CloudWatch Logs; they are asked about a span of time only. */
export const insightsSourceSchema = z.object({
  engine: z.literal('insights'),
  logGroups: z.array(z.string().min(1).max(512)).min(1).max(50),
});
export type InsightsSource = z.infer<typeof insightsSourceSchema>;

export const flowPriceSchema = z.object({
  /** What Athena expects to read; null where it has no statistics of the files. */
  bytes: z.number().nullable(),
  /** For those bytes. */
  dollars: z.number().nullable(),
  dollarsPerTerabyte: z.number(),
});
/** What a question to Athena will cost, told before it runs. */
export type FlowPrice = z.infer<typeof flowPriceSchema>;

/** Whether a question about flow logs asks AWS anything. */
export function asksAws(question: {
  readonly source: { readonly engine: string };
  readonly clusterId: string | null;
}): boolean {
  return question.source.engine !== 'local' || question.clusterId !== null;
}
