import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Failure } from '../../shared/model/failure';
import { KeyProblemError } from './key-problem';
import { inspectKey, loadKey } from './load-key';
import type { KeyReply, KeyRequest, KeyResult } from './worker-protocol';

const longestName = 512;

/** Only a name and a code leave this thread: the message of a stray error could quote the file. */
function failureOf(error: unknown, path: string): Failure {
  if (error instanceof KeyProblemError) {
    return { ...error.problem, name: basename(path).slice(0, longestName) };
  }
  const kind = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
  return { code: 'internal', detail: `key worker: ${kind}${code}`.slice(0, 512) };
}

async function perform(request: KeyRequest): Promise<KeyResult> {
  if (request.intent === 'inspect') return { facts: await inspectKey(request.path), key: null };
  const secret = request.passphrase === null ? null : Buffer.from(request.passphrase.buffer);
  try {
    const { facts, publicBlob, pem } = await loadKey(request.path, secret);
    return { facts, key: { publicBlob, pem } };
  } finally {
    secret?.fill(0);
  }
}

async function answer(request: KeyRequest): Promise<KeyReply> {
  const { id, path } = request;
  try {
    return { id, ok: true, result: await perform(request) };
  } catch (error) {
    return { id, ok: false, failure: failureOf(error, path) };
  }
}

// One at a time: Argon2 may take 256 MiB, and two of them would take twice that.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: KeyRequest) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)));
});
