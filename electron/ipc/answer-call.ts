import { type CallError, CallRefused, type Result } from '../../shared/contract/result';
import { type CallArgs, type WindowCall, windowCalls } from '../../shared/contract/window';
import { failureFrom } from '../../shared/model/failure';
import { fieldProblemSchema } from '../../shared/model/profile';
import type { WindowHandlers } from '../app/window-handlers';
import { isWithin, messageLimitOf } from './message-size';

type Issues = readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];

/**
 * Answers one call whose sender was already found to be ours. Arguments are unknown until parsed;
 * whatever goes wrong becomes an error of the envelope, never an exception.
 */
export async function answerCall<Name extends WindowCall>(
  name: Name,
  handler: WindowHandlers[Name],
  args: unknown,
): Promise<Result<unknown>> {
  if (!isWithin(messageLimitOf(name), args)) return refused({ code: 'bad-request' });
  const parsed = windowCalls[name].args.safeParse(args);
  if (!parsed.success) return refused(badArguments(name, parsed.error.issues));
  try {
    return { ok: true, value: await handler(parsed.data as CallArgs<Name>) };
  } catch (error) {
    if (error instanceof CallRefused) return refused(error.error);
    return refused({ code: 'failure', failure: failureFrom(error) });
  }
}

function refused(error: CallError): Result<never> {
  return { ok: false, error };
}

/** The draft's own problems name their fields; anything else is not what our page would send. */
function badArguments(name: WindowCall, issues: Issues): CallError {
  const fields: Extract<CallError, { code: 'bad-fields' }>['fields'] = {};
  for (const { path, message } of issues) {
    const problem = fieldProblemSchema.safeParse(message);
    if (name !== 'saveProfile' || path[0] !== 'draft' || !problem.success) {
      return { code: 'bad-request' };
    }
    const field = path.slice(1).join('.');
    fields[field] ??= problem.data;
  }
  return { code: 'bad-fields', fields };
}
