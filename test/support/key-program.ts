import { readFileSync } from 'node:fs';
import { KeyReader } from '../../electron/keys/key-reader';
import { failureFrom } from '../../shared/model/failure';

/** A key file to read, with its passphrase where it has one. */
export interface KeyJob {
  readonly file: string;
  readonly passphrase: string | null;
}

export interface KeyProgramOutput {
  /** Of Electron, or null under plain Node. */
  readonly electron: string | null;
  /** For each job the key's fingerprint, or the code of the failure. */
  readonly outcomes: readonly string[];
}

// Run as a program of its own, under plain Node or Electron's: key-program WORKER_URL JOBS_FILE
const [workerUrl = '', list = ''] = process.argv.slice(2);
const jobs: readonly KeyJob[] = JSON.parse(readFileSync(list, 'utf8'));
const reader = new KeyReader({ workerUrl: new URL(workerUrl) });
const outcomes: string[] = [];
for (const { file, passphrase } of jobs) {
  try {
    const key = await reader.read(file, passphrase === null ? null : Buffer.from(passphrase));
    outcomes.push(key.facts.fingerprint ?? 'no fingerprint');
  } catch (error) {
    outcomes.push(failureFrom(error).code);
  }
}
const output: KeyProgramOutput = { electron: process.versions['electron'] ?? null, outcomes };
process.stdout.write(JSON.stringify(output));
// The reader stays open on purpose: it must not keep the process from ending.
