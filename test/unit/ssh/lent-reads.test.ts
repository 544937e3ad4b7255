import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectLending, lentReadsOf } from '../../../electron/ssh/lent-reads';
import { waitUntil } from '../../support/ports';

const open: { destroy(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.destroy();
});

/** A lending socket and the socket of the server it is connected to. */
async function pair() {
  const server = createServer({ noDelay: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const accepted = once(server, 'connection');
  const near = connectLending({ host: '127.0.0.1', port, noDelay: true });
  const [far] = (await accepted) as [Socket];
  server.close();
  open.push(near, far);
  const reads = lentReadsOf(near);
  if (reads === null) throw new Error('it does not lend');
  return { near, far, reads };
}

describe('reads into one buffer', () => {
  it('lose nothing that comes before anybody listens', async () => {
    const { near, far } = await pair();
    far.write('SSH-2.0-early\r\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const [chunk] = (await once(near, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('SSH-2.0-early\r\n');
    expect(near.bytesRead).toBe(15);
  });

  it('give everybody a copy at first, and lend afterwards', async () => {
    const { near, far, reads } = await pair();
    const chunks: Buffer[] = [];
    near.on('data', (chunk: Buffer) => chunks.push(chunk));
    for (const [index, word] of ['one', 'two', 'lent', 'over'].entries()) {
      if (word === 'lent') reads.lend();
      far.write(word);
      await waitUntil(word, () => chunks.length === index + 1);
    }
    expect(chunks.slice(0, 2).map(String)).toEqual(['one', 'two']);
    expect(chunks[2]?.buffer).toBe(chunks[3]?.buffer);
    expect(String(chunks[2])).toBe('over');
  });

  it('leave a buffer alone that is kept, and come back to it', async () => {
    const { near, far, reads } = await pair();
    reads.lend();
    const chunks: Buffer[] = [];
    const releases: (() => void)[] = [];
    near.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunks.length === 1) releases.push(reads.keep(), reads.keep());
    });
    for (const [index, word] of ['kept', 'next'].entries()) {
      far.write(word);
      await waitUntil(word, () => chunks.length === index + 1);
    }
    expect(chunks.map(String)).toEqual(['kept', 'next']);
    expect(chunks[0]?.buffer).not.toBe(chunks[1]?.buffer);
    for (const release of releases) release();
    near.once('data', () => releases.push(reads.keep()));
    far.write('third');
    await waitUntil('the third', () => chunks.length === 3);
    far.write('fourth');
    await waitUntil('the fourth', () => chunks.length === 4);
    expect(chunks[3]?.buffer).toBe(chunks[0]?.buffer);
  });

  it('tell when the present read is over, and at once between reads', async () => {
    const { near, far, reads } = await pair();
    reads.lend();
    const told: string[] = [];
    near.on('data', () => {
      reads.afterRead(() => told.push('after'));
      told.push('during');
    });
    far.write('x');
    await waitUntil('both', () => told.length === 2);
    expect(told).toEqual(['during', 'after']);
    reads.afterRead(() => told.push('at once'));
    expect(told).toEqual(['during', 'after', 'at once']);
  });

  it('say when so much is kept that the rest should be copied', async () => {
    const { near, far, reads } = await pair();
    reads.lend();
    let kept = 0;
    near.on('data', () => {
      reads.keep();
      kept += 1;
    });
    for (let count = 1; reads.mayKeep; count += 1) {
      far.write('x');
      await waitUntil(`read ${count}`, () => kept === count);
    }
    expect(kept).toBe(64);
  });

  it('end as any socket does', async () => {
    const { near, far } = await pair();
    near.resume();
    const ended = once(near, 'end');
    far.end();
    await ended;
  });
});
