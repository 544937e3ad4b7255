import { z } from 'zod';

export const presignedPageSchema = z.enum([
  'ResourceManager',
  'SparkHistoryServer',
  'YarnTimelineService',
  'TezUI',
  'JobHistoryServer',
]);
/**
 * An interface EMR itself hands out over the internet, as its API names it (API: OnClusterAppUIType).
 */
export type PresignedPage = z.infer<typeof presignedPageSchema>;

/** Proper names, the same in every language. */
export const presignedNames: Readonly<Record<PresignedPage, string>> = {
  ResourceManager: 'YARN ResourceManager',
  SparkHistoryServer: 'Spark History Server',
  YarnTimelineService: 'YARN Timeline Server',
  TezUI: 'Tez UI',
  JobHistoryServer: 'MapReduce JobHistory Server',
};
