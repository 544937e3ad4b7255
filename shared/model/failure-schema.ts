import { z } from 'zod';
import { appFailures } from './failures/app';
import { awsFailures } from './failures/aws';
import { loginFailures } from './failures/login';
import { serverFailures } from './failures/server';
import { trafficFailures } from './failures/traffic';
import { wayFailures } from './failures/way';
import { transportKindSchema } from './transport-kind';

const singleFailureSchema = z.discriminatedUnion('code', [
  ...wayFailures,
  ...serverFailures,
  ...loginFailures,
  ...trafficFailures,
  ...awsFailures,
  ...appFailures,
]);

export const attemptSchema = z.object({
  transport: transportKindSchema,
  cause: singleFailureSchema,
});

/**
 * Everything that can go wrong, as a code with the data its words need.
 * The words live in shared/text; what may be retried without a person in failure.ts.
 */
export const failureSchema = z.discriminatedUnion('code', [
  ...singleFailureSchema.options,
  /** None of several ways to the first server worked. */
  z.object({ code: z.literal('no-way-left'), attempts: z.array(attemptSchema).min(1).max(8) }),
]);
