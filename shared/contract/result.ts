import type { z } from 'zod';
import type { callErrorSchema } from './call-error';

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
