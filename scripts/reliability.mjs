import { writeFileSync } from 'node:fs';
import { readReports, withReports } from './lib/reliability-results.mjs';
import {
  proofs,
  readResults,
  readRows,
  resultsFile,
  table,
  tableFile,
} from './lib/reliability-table.mjs';
import { runMain, say } from './lib/say.mjs';

await runMain(async () => {
  const results = withReports(readResults(), readReports());
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(tableFile, table(readRows(), proofs(), results));
  say('docs/reliability.md is written.');
  return 0;
});
