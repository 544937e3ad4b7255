import { z } from 'zod';
import { clusterIdSchema } from '../model/cluster';
import { awsPlaceSchema } from '../model/cluster-filter';
import { doctorReportSchema } from '../model/doctor';
import { egressPlanSchema } from '../model/egress';
import { addressSchema } from '../model/fields';
import { jobIdSchema } from '../model/job';

export const examinationSchema = z.object({
  report: doctorReportSchema,
  plan: egressPlanSchema,
});
/** What one look at a network gives: every check, and the minimal egress. */
export type Examination = z.infer<typeof examinationSchema>;

/** The doctor's calls, the same between window and main as between main and engine. */
export const doctorCalls = {
  /** Reads a cluster's network and judges it; each call of AWS is a step of the job. */
  examineNetwork: {
    args: z.object({
      jobId: jobIdSchema,
      place: awsPlaceSchema,
      clusterId: clusterIdSchema,
      /** `i-…`, `sg-…`, an address or a host name; null looks at the cluster alone. */
      bastion: z.string().min(1).max(512).nullable(),
      /** This computer's address on the internet; null asks AWS for it. */
      myAddress: addressSchema.nullable(),
      sshPort: z.number().int().min(1).max(65535),
      localPort: z.number().int().min(1).max(65535),
      /** Where the primary node is logged in at over the bastion; null where nobody does that. */
      primarySshPort: z.number().int().min(1).max(65535).nullable(),
    }),
    result: examinationSchema,
  },
} as const;

export const reportFormatSchema = z.enum(['markdown', 'json', 'svg']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

/** What only the window asks of main. */
export const doctorWindowCalls = {
  /**
   * Saves the report of an examination, named by its job, where the person says. Answers the name of
   * the file written, or null when the dialog was cancelled.
   */
  saveNetworkReport: {
    args: z.object({ jobId: jobIdSchema, format: reportFormatSchema }),
    result: z.string().nullable(),
  },
} as const;
