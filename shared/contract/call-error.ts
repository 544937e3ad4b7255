import { z } from 'zod';
import { failureSchema } from '../model/failure-schema';
import { fieldProblemSchema } from '../model/profile';

/** What a call can be refused with: a failure of the model, bad fields, or a breach of the contract. */
export const callErrorSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('failure'), failure: failureSchema }),
  z.object({ code: z.literal('bad-fields'), fields: z.record(z.string(), fieldProblemSchema) }),
  z.object({ code: z.literal('not-permitted') }),
  z.object({ code: z.literal('bad-request') }),
]);
