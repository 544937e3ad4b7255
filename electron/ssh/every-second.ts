const listeners = new Set<() => void>();
let timer: NodeJS.Timeout | null = null;

/**
 * Calls back once a second, together with everybody else in this process who asked for it: waking an
 * idle process costs more than what it then looks at. The first call comes within a second. Keeps no
 * process alive.
 *
 * @returns ends it.
 */
export function everySecond(listener: () => void): () => void {
  const entry = () => listener();
  listeners.add(entry);
  timer ??= setInterval(tellAll, 1_000).unref();
  return () => {
    listeners.delete(entry);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function tellAll(): void {
  for (const listener of [...listeners]) if (listeners.has(listener)) listener();
}
