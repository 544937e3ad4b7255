import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openFarLine } from '../bench/far-line';

/** How long an address takes to say that nobody listens there, ms: one round trip. */
function refusal(host: string): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: 9 });
    socket.once('connect', () => reject(new Error('somebody listens')));
    socket.once('error', ({ message }) => {
      if (message.includes('ECONNREFUSED')) resolve(performance.now() - begun);
      else reject(new Error(message));
    });
  });
}

const words = (...args: string[]) => execFileSync('ip', args, { encoding: 'utf8' });

describe("the bench's far line", () => {
  it('keeps every packet for half of the round trip', async () => {
    const line = await openFarLine({ roundTripMs: 60 });
    const times: number[] = [];
    for (let each = 0; each < 10; each += 1) times.push(await refusal(line.address));
    const { packets } = await line.end();
    expect(Math.min(...times)).toBeGreaterThanOrEqual(60);
    expect(Math.min(...times)).toBeLessThan(62);
    expect(packets).toBeGreaterThanOrEqual(20);
  });

  it('carries no more than its rate, and loses what finds no room', async () => {
    const line = await openFarLine({ roundTripMs: 2, limit: { rate: 100_000, queue: 10_000 } });
    const socket = createSocket('udp4');
    const begun = performance.now();
    for (let each = 0; each < 40; each += 1) {
      await new Promise((resolve) => socket.send(Buffer.alloc(972), 9, line.address, resolve));
    }
    // A queue of ten packets of 1,000 bytes lasts 100 ms.
    const ms = await refusal(line.address);
    const passed = performance.now() - begun;
    socket.close();
    const { packets, lost } = await line.end();
    expect(lost).toBeGreaterThan(20);
    expect(packets).toBeLessThan(40);
    expect(ms).toBeGreaterThan(50);
    expect(passed).toBeLessThan(2_000);
  });

  it('gives TCP the same congestion control everywhere, and names no answer', async () => {
    const line = await openFarLine({ roundTripMs: 1 });
    const inside = (...command: string[]) =>
      execFileSync('ip', [...line.within.slice(1), ...command], { encoding: 'utf8' });
    expect(words('route', 'get', line.address)).toContain('congctl cubic');
    expect(inside('ip', 'route')).toContain('congctl cubic');
    expect(inside('cat', '/etc/resolv.conf')).toBe('nameserver 127.0.0.1\n');
    await line.end();
  });

  it('leaves nothing behind, not even when a signal ends it', async () => {
    for (const signal of [null, 'SIGTERM'] as const) {
      const line = await openFarLine({ roundTripMs: 1 });
      const name = line.within.at(-1) ?? '';
      const left = () => [
        words('netns', 'list').includes(name),
        words('route').includes(line.address),
        words('link').includes(name.replace('culvert-', 'cv')),
        existsSync(`/etc/netns/${name}`),
      ];
      expect(left()).toEqual([true, true, true, true]);
      if (signal === null) await line.end();
      else {
        process.kill(line.pid, signal);
        await expect(line.end()).rejects.toThrow('the far line broke');
      }
      expect(left()).toEqual([false, false, false, false]);
    }
  });
});
