import { openFarLine } from './far-line';
import type { Context } from './round';
import { openBench } from './subjects';

/**
 * Runs with the bastion and what lies behind it at the far end of a line of their own; proxies and
 * clients stay here.
 *
 * @throws {NoFarLine}
 */
export async function onFarSide<Value>(
  context: Context,
  roundTripMs: number,
  use: (far: Context) => Promise<Value>,
): Promise<Value> {
  const line = await openFarLine(roundTripMs);
  try {
    const place = { host: line.address, under: line.within };
    const bench = await openBench(context.bench.electron, place);
    try {
      const crew = await context.crew.withOrigin(line.within);
      try {
        return await use({ ...context, bench, crew });
      } finally {
        await crew.end();
      }
    } finally {
      await bench.end();
    }
  } finally {
    const { packets, lateMs, share } = await line.end();
    const percent = (share * 100).toFixed(1);
    context.say(`  the line: ${packets} packets, p99 ${lateMs} ms late, ${percent} % of one core`);
  }
}
