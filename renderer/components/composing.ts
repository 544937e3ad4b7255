import type { KeyboardEvent } from 'react';

/**
 * Whether a key belongs to the input method: there Enter takes a candidate and Escape drops one, and
 * neither is meant for what the text is typed into.
 */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing;
}
