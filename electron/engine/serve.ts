import { z } from 'zod';
import {
  type EngineArgs,
  type EngineCall,
  type EngineEvent,
  type EnginePayload,
  type EngineResult,
  engineCalls,
} from '../../shared/contract/engine';
import { CallRefused, type Result } from '../../shared/contract/result';
import { failureFrom } from '../../shared/model/failure';

/** What each call of the contract does. */
export type EngineHandlers = {
  readonly [Name in EngineCall]: (args: EngineArgs<Name>) => Promise<EngineResult<Name>>;
};

/** The engine's end of the wire to main, as Electron's parentPort or a test gives it. */
export interface EnginePort {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

const callName = z.enum(Object.keys(engineCalls) as [EngineCall, ...EngineCall[]]);
const requestSchema = z.object({ id: z.number().int(), call: callName, args: z.unknown() });

/** Answers main's calls. Every call gets exactly one result; exceptions do not cross. */
export function serveEngine(port: EnginePort, handlers: EngineHandlers): void {
  port.on('message', ({ data }) => {
    const request = requestSchema.safeParse(data);
    // Without an id there is nobody to answer; main's own code is the only sender.
    if (!request.success) return;
    const { id, call, args } = request.data;
    void answer(handlers, call, args).then((result) => port.postMessage({ id, result }));
  });
}

async function answer(
  handlers: EngineHandlers,
  call: EngineCall,
  args: unknown,
): Promise<Result<unknown>> {
  const parsed = engineCalls[call].args.safeParse(args);
  if (!parsed.success) return { ok: false, error: { code: 'bad-request' } };
  try {
    const handler = handlers[call] as (args: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(parsed.data) };
  } catch (error) {
    if (error instanceof CallRefused) return { ok: false, error: error.error };
    return { ok: false, error: { code: 'failure', failure: failureFrom(error) } };
  }
}

/** Sends an event of the contract to main. */
export function publishFrom(port: EnginePort) {
  return <Name extends EngineEvent>(event: Name, payload: EnginePayload<Name>): void =>
    port.postMessage({ event, payload });
}
