import { z } from 'zod';
import { failureSchema } from '../model/failure';
import { fieldProblemSchema } from '../model/profile';

/** What a call can be refused with: a failure of the model, bad fields, or a breach of the contract. */
export const callErrorSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('failure'), failure: failureSchema }),
  z.object({ code: z.literal('bad-fields'), fields: z.record(z.string(), fieldProblemSchema) }),
  z.object({ code: z.literal('not-permitted') }),
  z.object({ code: z.literal('bad-request') }),
]);
export type CallError = z.infer<typeof callErrorSchema>;

/** Exceptions do not cross a process: every call answers with one of these two. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CallError };

/** Thrown behind the contract to refuse a call with something other than a failure. */
export class CallRefused extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.code);
    this.name = 'CallRefused';
    this.error = error;
  }
}
