import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { CarriedStream } from '../../../electron/ssh/byte-stream';
import { FailureError } from '../../../shared/model/failure';

/** A stream whose carrier ends of itself, with a reason. */
function carriedBy(readable: PassThrough): CarriedStream {
  return new CarriedStream({
    readable,
    writable: new PassThrough(),
    why: async () => ({ code: 'command-failed', program: 'nc', status: '1', said: 'no' }),
    close: () => undefined,
  });
}

it('a stream that ends before anybody listens keeps its reason, and ends nothing else', async () => {
  const readable = new PassThrough();
  const stream = carriedBy(readable);
  const uncaught: Error[] = [];
  process.prependOnceListener('uncaughtException', (error) => uncaught.push(error));
  readable.end();
  // Not `once` of node:events: that one listens for errors.
  await new Promise<void>((resolve) => stream.on('close', resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(uncaught).toEqual([]);
  expect(stream.errored).toBeInstanceOf(FailureError);
});
