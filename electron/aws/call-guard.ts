import { setTimeout as delay } from 'node:timers/promises';
import type {
  FinalizeRequestMiddleware,
  HttpRequest,
  InitializeMiddleware,
  MetadataBearer,
  Pluggable,
} from '@smithy/types';
import { FailureError } from '../../shared/model/failure';
import { type AwsQuestion, classify } from './classify';
import type { RateLimits } from './rate-limits';
import type { AwsWork } from './session';

/** How often the SDK tries a call in all. */
export const attempts = 3;
/** About what the SDK itself pauses after a refusal for haste, ms (@smithy/util-retry). */
const sdkPauseMs = 500;

export interface CallGuardOptions extends AwsWork {
  /** What IAM puts in front of this service's actions. */
  readonly prefix: string;
  readonly region: string;
  readonly profile: string;
  readonly limits: RateLimits;
  /** AWS would not take the credentials of a call. */
  readonly onRefused: () => void;
}

/**
 * Stands around every call of an SDK client. Outermost, it ends the call with its work and turns
 * what the SDK throws into failures; inside the retries, each attempt waits for its turn, since AWS
 * counts attempts.
 */
export function callGuard<Input extends object, Output extends MetadataBearer>(
  options: CallGuardOptions,
): Pluggable<Input, Output> {
  return {
    applyToStack: (stack) => {
      stack.add(failures<Input, Output>(options), {
        step: 'initialize',
        priority: 'high',
        name: 'culvertFailures',
      });
      // Before signing: a signature names the time, and a turn may take a while to come.
      stack.addRelativeTo(turns<Input, Output>(options), {
        relation: 'before',
        toMiddleware: 'httpSigningMiddleware',
        name: 'culvertTurns',
      });
    },
  };
}

function actionOf(prefix: string, commandName: unknown): string {
  return `${prefix}:${String(commandName).replace(/Command$/, '')}`;
}

function failures<Input extends object, Output extends object>({
  prefix,
  region,
  profile,
  signal,
  onRefused,
}: CallGuardOptions): InitializeMiddleware<Input, Output> {
  return (next, context) => async (args) => {
    const action = actionOf(prefix, context['commandName']);
    try {
      return await unlessAborted(next(args), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const host = String(context['culvertHost'] ?? `${prefix}.${region}`);
      const question: AwsQuestion = { action, region, profile, host };
      const failure = classify(error, question);
      if (failure.code === 'aws-credentials') onRefused();
      throw new FailureError(failure, { cause: error });
    }
  };
}

function turns<Input extends object, Output extends object>({
  prefix,
  region,
  profile,
  limits,
  signal,
  onWait,
  onSlowed,
}: CallGuardOptions): FinalizeRequestMiddleware<Input, Output> {
  return (next, context) => async (args) => {
    const action = actionOf(prefix, context['commandName']);
    const host = (args.request as HttpRequest).hostname;
    context['culvertHost'] = host;
    const attempt = Number(context['culvertAttempt'] ?? 0) + 1;
    context['culvertAttempt'] = attempt;
    const bucket = limits.bucket(profile, region, action);
    const wait = bucket.take();
    if (wait > 0) {
      // After a refusal it was told already.
      if (attempt === 1) onWait?.(action, wait);
      await delay(wait, undefined, { signal }).catch(() => {
        bucket.giveBack();
        throw signal.reason;
      });
    }
    try {
      return await next(args);
    } catch (error) {
      const { code } = classify(error, { action, region, profile, host });
      if (code === 'aws-throttled') {
        bucket.drain();
        if (attempt < attempts) onSlowed?.(Math.max(bucket.wait(), sdkPauseMs));
      }
      throw error;
    }
  };
}

/** The SDK sleeps between attempts without hearing anybody; whoever called off need not wait for it. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
