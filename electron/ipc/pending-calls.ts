import { z } from 'zod';
import { callErrorSchema } from '../../shared/contract/call-error';
import { type EngineCall, type EngineResult, engineCalls } from '../../shared/contract/engine';
import { CallRefused } from '../../shared/contract/result';
import { type Failure, FailureError } from '../../shared/model/failure';

interface Pending {
  readonly name: EngineCall;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const envelopeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: callErrorSchema }),
]);

function breach(detail: string): FailureError {
  return new FailureError({ code: 'internal', detail });
}

/** Calls that wait for the engine's answer. Each is settled exactly once. */
export class PendingCalls {
  readonly #calls = new Map<number, Pending>();
  #lastId = 0;

  /** @param send puts the call with its new number on the wire. */
  add<Name extends EngineCall>(
    name: Name,
    send: (id: number) => void,
  ): Promise<EngineResult<Name>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const settle = resolve as (value: unknown) => void;
      this.#calls.set(id, { name, resolve: settle, reject });
      try {
        send(id);
      } catch (error) {
        this.#calls.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Takes an answer in; one that nobody waits for, or for a call given up, is passed over. */
  settle(id: number, result: unknown): void {
    const pending = this.#calls.get(id);
    if (pending === undefined) return;
    this.#calls.delete(id);
    const value = answerValue(pending.name, result);
    if (value instanceof Error) pending.reject(value);
    else pending.resolve(value);
  }

  rejectAll(failure: Failure): void {
    for (const { reject } of this.#calls.values()) reject(new FailureError(failure));
    this.#calls.clear();
  }
}

/** What the engine answered with, or the error to reject the call with. */
function answerValue(name: EngineCall, result: unknown): unknown {
  const envelope = envelopeSchema.safeParse(result);
  if (!envelope.success) return breach(`answer to ${name}`);
  if (!envelope.data.ok) {
    const { error } = envelope.data;
    return error.code === 'failure' ? new FailureError(error.failure) : new CallRefused(error);
  }
  const value = engineCalls[name].result.safeParse(envelope.data.value);
  return value.success ? value.data : breach(`value of ${name}`);
}
