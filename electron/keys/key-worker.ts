import { parentPort } from 'node:worker_threads';
import { keyFailure } from './key-failure';
import { loadKey } from './load-key';
import type { KeyReply, KeyRequest, KeyResult } from './worker-protocol';

async function perform({ path, passphrase }: KeyRequest): Promise<KeyResult> {
  const secret = Buffer.from(passphrase.buffer);
  try {
    const { facts, publicBlob, pem } = await loadKey(path, secret);
    return { facts, publicBlob, pem };
  } finally {
    secret.fill(0);
  }
}

async function answer(request: KeyRequest): Promise<KeyReply> {
  const { id, path } = request;
  try {
    return { id, ok: true, result: await perform(request) };
  } catch (error) {
    return { id, ok: false, failure: keyFailure(error, path) };
  }
}

// One at a time: Argon2 may take 256 MiB, and two of them would take twice that.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: KeyRequest) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)));
});
