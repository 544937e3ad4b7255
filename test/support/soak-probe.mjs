// Loaded into the engine's process before it (node --import): it answers every message with what
// the process holds, and counts the errors that nobody caught.
let uncaught = 0;

process.on('uncaughtExceptionMonitor', () => {
  uncaught += 1;
});
process.on('message', (question) => {
  if (question !== 'measure') return;
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  process.send?.({ heapUsed, arrayBuffers, rss, uncaught });
});
// The channel must not keep a process alive that has nothing else to do.
process.channel?.unref();
