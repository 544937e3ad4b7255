import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import { expect, it, vi } from 'vitest';

interface Info {
  readonly type: string;
  readonly incoming: object;
  readonly outgoing: object;
}

const { Channel } = createRequire(import.meta.url)('ssh2/lib/Channel.js') as {
  Channel: new (client: object, info: Info) => Duplex;
};

/** A channel, and what it says to its server. */
function channelThatTells() {
  const told: string[] = [];
  const protocol = {
    channelEOF: () => told.push('end'),
    channelClose: () => told.push('close'),
    channelData: () => told.push('data'),
  };
  const side = () => ({ id: 0, window: 1_000, packetSize: 1_000, state: 'open' });
  const info = { type: 'direct-tcpip', incoming: side(), outgoing: side() };
  return { told, channel: new Channel({ _protocol: protocol }, info) };
}

it('is ended once, and closed when both sides have ended', async () => {
  const { told, channel } = channelThatTells();
  const end = vi.spyOn(channel, 'end');
  channel.resume();
  channel.push(null);
  await once(channel, 'end');
  channel.end('all there is');
  await vi.waitFor(() => expect(told).toContain('close'));
  expect(told).toEqual(['data', 'end', 'close']);
  expect(end).toHaveBeenCalledTimes(1);
});

it('that is given up is ended, and closed', () => {
  const { told, channel } = channelThatTells();
  const end = vi.spyOn(channel, 'end');
  channel.destroy();
  expect(end).toHaveBeenCalledTimes(1);
  expect(told).toContain('close');
});
