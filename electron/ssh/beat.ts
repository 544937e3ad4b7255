const idleMs = 2_000;
const busyMs = 1_000;

const listeners = new Set<() => unknown>();
let timer: NodeJS.Timeout | null = null;
let everyMs = idleMs;

/**
 * Calls back every other second, and every second while somebody's last call has answered true:
 * waking an idle process costs more than what it then looks at, so all who look wake it together,
 * and less often while nothing goes on. The first call comes within two seconds. Keeps no process
 * alive.
 *
 * @param listener answers true when it would rather be called again in a second.
 * @returns ends it.
 */
export function onBeat(listener: () => unknown): () => void {
  const entry = () => listener();
  listeners.add(entry);
  timer ??= begin(idleMs);
  return () => {
    listeners.delete(entry);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function begin(ms: number): NodeJS.Timeout {
  everyMs = ms;
  return setInterval(tellAll, ms).unref();
}

function tellAll(): void {
  let isBusy = false;
  for (const listener of [...listeners]) {
    if (listeners.has(listener) && listener() === true) isBusy = true;
  }
  const wantedMs = isBusy ? busyMs : idleMs;
  if (timer === null || wantedMs === everyMs) return;
  clearInterval(timer);
  timer = begin(wantedMs);
}
