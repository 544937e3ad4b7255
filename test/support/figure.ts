import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Prints what a test has measured for a row. In a stage of `npm test` it is kept beside that stage's
 * report, for `npm run reliability`; of a test run by hand there is no report, and nothing is kept.
 */
export function tellFigure(id: string, figure: string): void {
  console.log(`${id}: ${figure}`);
  const file = process.env['CULVERT_FIGURES'];
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify({ id, figure })}\n`);
}
