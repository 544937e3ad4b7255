// Loaded into a program before it (node --import): from its first TCP connection on it watches how
// long the event loop is held up, and at the end writes that to the file CULVERT_LOOP_DELAY names.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });
subscribe('net.client.socket', () => delay.enable());
process.on('exit', () => {
  // The histogram holds the time between two ticks, of which the resolution is by design.
  /** @param {number} nanoseconds */
  const ms = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolution);
  const measured = { p99: ms(delay.percentile(99)), most: ms(delay.max), samples: delay.count };
  writeFileSync(process.env['CULVERT_LOOP_DELAY'] ?? '', JSON.stringify(measured));
});
