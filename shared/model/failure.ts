import type { z } from 'zod';
import type { attemptSchema, failureSchema } from './failure-schema';

/** Why one way to the first server did not work. */
export type FailedAttempt = z.infer<typeof attemptSchema>;
export type Failure = z.infer<typeof failureSchema>;
export type FailureCode = Failure['code'];
/** The one variant of {@link Failure} with that code. */
export type FailureOf<Code extends FailureCode> = Extract<Failure, { code: Code }>;

/** An error that carries a {@link Failure}; its message is the code, the words are shared/text's. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** What any thrown value says as a {@link Failure}; what is not ours becomes `internal`. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'internal', detail: detail.slice(0, 512) };
}

const transient = new Set<FailureCode>([
  'bastion-unresolvable',
  'bastion-unreachable',
  'proxy-unreachable',
  'proxy-silent',
  'proxy-refused',
  'command-failed',
  // A lost connection's server may hold the port for a while.
  'remote-port-refused',
  'instance-not-managed',
  'handshake-timeout',
  'connection-lost',
  'engine-crashed',
  'cluster-not-ready',
  'aws-throttled',
  'aws-unreachable',
  'aws-fault',
]);

/**
 * Whether time alone may mend this: only then does a tunnel dial again by itself. A wrong key, a
 * changed host key or a busy port stays as it is until a person acts, and blind logins get the
 * user's address banned (sshd_config(5), PerSourcePenalties).
 */
export function isTransient(failure: Failure): boolean {
  if (failure.code === 'no-way-left') {
    return failure.attempts.some(({ cause }) => transient.has(cause.code));
  }
  // A cluster that ended stays so; by its rule a tunnel may wait for the next one.
  if (failure.code === 'cluster-terminated') return failure.follows;
  if (failure.code === 'cluster-missing') return failure.by !== 'id';
  return transient.has(failure.code);
}
