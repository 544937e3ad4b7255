import { useSyncExternalStore } from 'react';

const everyMs = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = { wall: Date.now(), steady: performance.now() };

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = { wall: Date.now(), steady: performance.now() };
    timer = setInterval(() => {
      now = { wall: Date.now(), steady: performance.now() };
      for (const each of listeners) each();
    }, everyMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

const quiet = (): (() => void) => () => undefined;

/**
 * The time, anew each second, for what changes by itself: up time, countdown, rate. One timer
 * serves the whole window, and none runs while nobody looks.
 *
 * @returns `wall` in milliseconds since 1970, `steady` in milliseconds of `performance.now()`.
 */
export function useNow(running: boolean): { readonly wall: number; readonly steady: number } {
  return useSyncExternalStore(running ? subscribe : quiet, () => now);
}
