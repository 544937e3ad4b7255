import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { roomBeside } from '../../../electron/ssh/lent-reads';
import { type LendingPair, lendingPair } from '../../support/lending-pair';
import { waitUntil } from '../../support/ports';

const open: LendingPair[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.destroy();
});

async function pair(): Promise<LendingPair> {
  const made = await lendingPair();
  open.push(made);
  return made;
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

  it('keep nothing for who asks between two of them', async () => {
    const { near, far, reads } = await pair();
    reads.lend();
    const chunks: Buffer[] = [];
    near.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunks.length === 2 || chunks.length === 3) reads.afterRead(() => void reads.keep());
    });
    const read = async (text: string) => {
      const before = chunks.length;
      far.write(text);
      await waitUntil(text, () => chunks.length > before);
    };
    await read('first');
    const release = reads.keep();
    await read('second, kept');
    release();
    await read('third');
    await read('fourth');
    expect(chunks.slice(1).map(String)).toEqual(['second, kept', 'third', 'fourth']);
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

  it('have room beside them that is kept with them, and other memory has none', async () => {
    const { near, far, reads } = await pair();
    const lent: Buffer[] = [];
    const rooms: (Buffer | null)[] = [];
    near.on('data', (chunk: Buffer) => {
      lent.push(chunk);
      rooms.push(roomBeside(chunk, 70_000));
      reads.lend();
    });
    far.write('own');
    await waitUntil('a copy', () => lent.length === 1);
    far.write('lent');
    await waitUntil('what is lent', () => lent.length === 2);
    expect(rooms[0]).toBeNull();
    rooms[1]?.fill('x');
    expect(rooms[1]?.buffer).toBe(lent[1]?.buffer);
    expect(rooms[1]).toHaveLength(70_000);
    expect(String(lent[1])).toBe('lent');
    expect(roomBeside(lent[1] ?? Buffer.alloc(0), 1 << 20)).toBeNull();
  });

  it('end as any socket does', async () => {
    const { near, far } = await pair();
    near.resume();
    const ended = once(near, 'end');
    far.end();
    await ended;
  });
});
