import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { budgetedClient, floodInto, pourInto } from '../support/bounds-bench';
import { waitUntil } from '../support/ports';
import { socksConnect } from '../support/socks-connect';
import { closeCases, rigFor, serverFor, startedUp } from '../support/ssh-cases';

const mib = 1 << 20;
afterAll(closeCases);

describe('a server that sends more than the window permits', () => {
  it('SSH-08: 16 MiB past the window: at most 4 MiB are kept, and the channel is closed', async () => {
    const server = await serverFor({ onChannel: (channel) => floodInto(channel, 16 * mib) });
    const { client, budget, open } = await budgetedClient(server);
    const { channel } = await open();
    let kept = 0;
    channel.on('error', (error: Error) => {
      expect(error.message).toContain('window');
      kept = channel.readableLength;
    });
    await once(channel, 'error');
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThanOrEqual(4 * mib);
    expect(budget.unread).toBe(kept);
    await delay(300);
    // What comes behind the error is thrown away, and nothing of it is kept.
    expect(channel.readableLength).toBe(kept);
    channel.resume();
    await once(channel, 'close');
    expect(budget.unread).toBe(0);
    client.end();
  });

  it('SSH-08: its client is told by a reset, and the connection serves the next one', async () => {
    let isRogue = true;
    const server = await serverFor({
      onChannel: (channel) => {
        // More than the largest window and the system's own buffers together, whatever was granted.
        if (isRogue) floodInto(channel, 64 * mib);
        else channel.end('as it should be');
      },
    });
    const rig = await rigFor({ port: server.port, user: 'somebody' });
    await startedUp(rig);
    const flooded = await socksConnect(rig.socksPort(), 'page.internal', 80);
    flooded.socket.on('error', () => flooded.socket.destroy());
    flooded.socket.on('end', () => flooded.socket.end());
    flooded.socket.pause();
    // A client that read could keep up with the flood, and then there would be no harm in it.
    const hasEnded = () => rig.traffic()?.flows === 0 && (rig.traffic()?.bytesDown ?? 0) > 0;
    await waitUntil('the flooded flow to end', hasEnded, 30_000);
    flooded.socket.resume();
    await waitUntil('its client to hear of it', () => flooded.socket.closed);
    isRogue = false;
    const next = await socksConnect(rig.socksPort(), 'page.internal', 80);
    const chunks: Buffer[] = [];
    for await (const chunk of next.socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('as it should be');
    next.socket.end();
    // A usual end would have delivered everything; a reset throws away what is on its way.
    expect(flooded.socket.bytesRead).toBeLessThan(rig.traffic()?.bytesDown ?? 0);
    expect(rig.states.filter(({ state }) => state === 'up')).toHaveLength(1);
    expect(server.count()).toBe(1);
  });
});

describe('packets of a channel', () => {
  it.each([
    ['64 KiB with the cipher that takes so much', 'chacha20-poly1305@openssh.com', 64],
    ['32 KiB with another', 'aes128-ctr', 32],
  ] as const)('are asked for with up to %s, and come whole', async (_what, cipher, kibibytes) => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
    const longest: number[] = [];
    const server = await serverFor({
      cipher,
      onChannel: (channel) => {
        const { outgoing } = channel as unknown as { outgoing: { packetSize: number } };
        longest.push(outgoing.packetSize);
        channel.end(bytes);
      },
    });
    const rig = await rigFor({ port: server.port, user: 'somebody' });
    await startedUp(rig);
    const { socket } = await socksConnect(rig.socksPort(), 'page.internal', 80);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(longest).toEqual([kibibytes << 10]);
    socket.end();
  });
});

describe('clients that do not read', () => {
  it('SSH-08: a stalled channel holds its first window and no more, a small one beside many', async () => {
    const server = await serverFor({ onChannel: pourInto });
    const { client, budget, open } = await budgetedClient(server);
    const opened: Awaited<ReturnType<typeof open>>[] = [];
    for (let count = 0; count < 20; count += 1) opened.push(await open());
    const expected = [...Array(16).fill(1 * mib), ...Array(4).fill(192 * 1024)];
    const all = expected.reduce((sum, each) => sum + each, 0);
    await waitUntil('windows to be full', () => budget.unread >= all);
    await delay(300);
    expect(budget.unread).toBe(all);
    expect(opened.map(({ channel }) => channel.readableLength)).toEqual(expected);
    client.end();
  });

  it('SSH-08: 500 stalled channels that open at once stay within the budget, and none is reset', async () => {
    const server = await serverFor({ onChannel: pourInto });
    const { client, budget, open } = await budgetedClient(server);
    const opened = await Promise.all(Array.from({ length: 500 }, () => open()));
    const all = 16 * mib + 484 * 192 * 1024;
    await waitUntil('windows to be full', () => budget.unread >= all, 30_000);
    expect(budget.unread).toBe(all);
    expect(all).toBeLessThan(128 * mib);
    expect(opened.every(({ channel }) => channel.readableLength > 0)).toBe(true);
    client.end();
  });

  it('SSH-08: a used-up budget resets who has waited longest, and readers go on', async () => {
    const limit = 4 * mib;
    const server = await serverFor({ onChannel: pourInto });
    const { client, budget, carry } = await budgetedClient(server, limit);
    let [most, read] = [0, 0];
    const reader = await carry(undefined, {
      up: () => undefined,
      down: (bytes) => {
        read += bytes;
        most = Math.max(most, budget.unread);
      },
    });
    reader.far.resume();
    const stalled: Awaited<ReturnType<typeof carry>>[] = [];
    for (let count = 0; count < 20; count += 1) stalled.push(await carry());
    const isReset = ({ state }: { state: { isOver: boolean } }) => state.isOver;
    await waitUntil('the first reset', () => stalled.some(isReset), 30_000);
    const readBefore = read;
    await waitUntil('the reader to go on', () => read > readBefore + 8 * mib, 30_000);
    expect(most).toBeLessThanOrEqual(limit);
    expect(reader.state.isOver).toBe(false);
    // Who is left holds no more than the budget.
    expect(stalled.filter(isReset).length).toBeLessThan(stalled.length);
    client.end();
    for (const { far } of [reader, ...stalled]) far.destroy();
    await Promise.all([reader, ...stalled].map(({ over }) => over));
    expect(budget.unread).toBe(0);
  });
});
