import { runCommand } from './cli/run-command';

/** Entry of the command line, for Node and for Electron as Node. */
// Not process.exit: what was written to a pipe must still arrive.
process.exitCode = await runCommand(process.argv.slice(2), {
  keys: new URL('./key-worker.js', import.meta.url),
  texts: new URL('./text-worker.js', import.meta.url),
});
