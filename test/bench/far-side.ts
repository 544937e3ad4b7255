import { type FarLineOptions, NoFarLine, openFarLine } from './far-line';
import type { Outcome, Unmeasured } from './figures';
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
  options: FarLineOptions,
  use: (far: Context) => Promise<Value>,
): Promise<Value> {
  const line = await openFarLine(options);
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
    const { packets, lost, lateMs, share } = await line.end();
    const percent = (share * 100).toFixed(1);
    context.say(
      `  the line: ${packets} packets, ${lost} lost, p99 ${lateMs} ms late, ${percent} % of one core`,
    );
  }
}

/**
 * Measures over a far line, or not at all: over the bench's link the same rows come out otherwise.
 *
 * @param rows what is told of as not measured where there can be no such line.
 */
export async function measuredFarAway(
  context: Context,
  rows: readonly Omit<Unmeasured, 'needs'>[],
  measure: () => Promise<Outcome[]>,
): Promise<Outcome[]> {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof NoFarLine)) throw error;
    context.say(`  not measured: ${error.message}`);
    return rows.map((row) => ({ ...row, needs: error.message }));
  }
}
