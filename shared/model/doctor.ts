import { z } from 'zod';
import { checks, type Severity, type Stretch } from './doctor-checks';
import { type CheckResult, type CheckStatus, checkResultSchema } from './doctor-result';
import { seedRowSchema } from './doctor-seeds';

export * from './doctor-checks';
export * from './doctor-result';
export * from './doctor-seeds';

export const doctorReportSchema = z.object({
  /** ISO 8601, UTC: when the network was read. */
  at: z.string(),
  region: z.string(),
  cluster: z.object({
    id: z.string(),
    name: z.string(),
    state: z.string(),
    release: z.string().nullable(),
    nodes: z.object({ primary: z.array(z.string()), workers: z.array(z.string()) }),
  }),
  bastion: z
    .object({ id: z.string(), name: z.string(), address: z.string(), groups: z.array(z.string()) })
    .nullable(),
  myAddress: z.string().nullable(),
  /** The cluster is starting: what is proposed must wait until it runs. */
  adviceOnly: z.boolean(),
  results: z.array(checkResultSchema),
  seeds: z.array(seedRowSchema),
  /** Every IAM action that was refused. */
  denied: z.array(z.string()),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

export const stretchStateSchema = z.enum(['good', 'bad', 'unknown']);
export type StretchState = z.infer<typeof stretchStateSchema>;

/** Whether a stretch lets through what it should, by the checks that lie on it. */
export function stretchState(
  report: Pick<DoctorReport, 'results'>,
  stretch: Stretch,
): StretchState {
  const on = report.results.filter(
    ({ check }) => checks[check].stretch === stretch && checks[check].blocks,
  );
  if (on.some(({ status }) => status === 'fail')) return 'bad';
  return on.every(({ status }) => status === 'pass') ? 'good' : 'unknown';
}

export interface DoctorSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly passed: number;
  readonly unknown: number;
  readonly notChecked: number;
}

/** How many checks came out how; failures are counted by severity. */
export function summaryOf(results: readonly CheckResult[]): DoctorSummary {
  const failed = (severity: Severity) =>
    results.filter((result) => result.status === 'fail' && result.severity === severity).length;
  const ended = (status: CheckStatus) =>
    results.filter((result) => result.status === status).length;
  return {
    errors: failed('error'),
    warnings: failed('warn'),
    infos: failed('info'),
    passed: ended('pass'),
    unknown: ended('unknown'),
    notChecked: ended('not-checked'),
  };
}
