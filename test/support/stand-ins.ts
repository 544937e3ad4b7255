import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { temporaryFolder } from './temp-folder';

/** What one run of a stand-in was told. */
export interface StandInRun {
  readonly program: string;
  readonly args: readonly string[];
  /** What stood in AWS_SSM_START_SESSION_RESPONSE. */
  readonly response: string | null;
}

/** Programs that stand in for AWS's own: they speak their command lines and carry a real connection. */
export interface StandIns {
  readonly runs: () => StandInRun[];
  /** What `session-manager-plugin --version` says. */
  pluginVersion(version: string): void;
  /** Makes the next runs fail with these words. */
  failing(words: string | null): void;
  close(): void;
}

/**
 * Puts `session-manager-plugin` and `aws` in front of the path of this process. Each notes what it
 * was told and joins its standard streams to a TCP port of 127.0.0.1: the one that was asked for.
 */
export function standIns(): StandIns {
  const folder = temporaryFolder('culvert-stand-ins-');
  const notes = folder.file('notes');
  const version = folder.file('version');
  const failing = folder.file('failing');
  writeFileSync(notes, '');
  writeFileSync(version, '1.2.553.0');
  const script = `#!${process.execPath}
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const program = path.basename(process.argv[1]);
const args = process.argv.slice(2);
if (args[0] === '--version') {
  process.stdout.write(fs.readFileSync(${JSON.stringify(version)}, 'utf8') + '\\n');
  process.exit(0);
}
const response = process.env.AWS_SSM_START_SESSION_RESPONSE ?? null;
fs.appendFileSync(${JSON.stringify(notes)}, JSON.stringify({ program, args, response }) + '\\n');
if (fs.existsSync(${JSON.stringify(failing)})) {
  process.stderr.write(fs.readFileSync(${JSON.stringify(failing)}, 'utf8'));
  process.exit(254);
}
const port = program === 'aws'
  ? args[args.indexOf('--remote-port') + 1]
  : JSON.parse(args[4]).Parameters.portNumber[0];
const socket = net.connect({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true });
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.on('end', () => process.stdout.write('', () => process.exit(0)));
socket.on('close', () => process.exit(0));
socket.on('error', (error) => {
  process.stderr.write(error.message + '\\n');
  process.exit(1);
});
`;
  for (const name of ['session-manager-plugin', 'aws']) {
    writeFileSync(folder.file(name), script);
    chmodSync(folder.file(name), 0o755);
  }
  const before = process.env['PATH'] ?? '';
  process.env['PATH'] = `${folder.path}${delimiter}${before}`;
  return {
    runs: () =>
      readFileSync(notes, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as StandInRun),
    pluginVersion: (text) => writeFileSync(version, text),
    failing: (words) => {
      if (words !== null) writeFileSync(failing, words);
      else rmSync(failing, { force: true });
    },
    close: () => {
      process.env['PATH'] = before;
      folder.remove();
    },
  };
}
