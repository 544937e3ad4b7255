import type { FailureOf } from '../../shared/model/failure';

export type RefusalReason = FailureOf<'socks-request-refused'>['why'];

/** What became of the bytes held so far: too few, a whole message and its length, or a refusal. */
export type Reading<Value> =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'taken'; readonly value: Value; readonly consumed: number }
  | { readonly kind: 'refused'; readonly why: RefusalReason };

export const incomplete = { kind: 'incomplete' } as const;

/**
 * A message that was read whole.
 *
 * @param consumed bytes of the input; what follows is not of it.
 */
export function taken<Value>(value: Value, consumed: number): Reading<Value> {
  return { kind: 'taken', value, consumed };
}

/** Input that can become no message, whatever follows. */
export function refuse(why: RefusalReason): {
  readonly kind: 'refused';
  readonly why: RefusalReason;
} {
  return { kind: 'refused', why };
}
