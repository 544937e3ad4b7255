import { runCommand } from './cli/run-command';

/** Resolves when what was written to a stream has left this process. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

/** Entry of the command line, for Node and for Electron as Node. */
process.exitCode = await runCommand(
  process.argv.slice(2),
  new URL('./key-worker.js', import.meta.url),
);
// What was written to a pipe must still arrive.
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
// Left to itself, Node 20 at times spins for ever while it tears down sockets that SSH channels
// were fed from. In Electron the app ends itself, and needs to.
if (process.versions['electron'] === undefined || process.env['ELECTRON_RUN_AS_NODE']) {
  process.exit();
}
