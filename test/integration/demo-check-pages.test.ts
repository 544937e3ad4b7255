import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPages } from '../../electron/demo/check-pages';
import { type EmbeddedBastion, startEmbeddedBastion } from '../../electron/demo/embedded-bastion';
import { freePort, waitUntil } from '../support/ports';
import { temporaryFolder } from '../support/temp-folder';
import { openTunnel, type Tunnel } from './demo-tunnel';

const primary = 'ip-10-0-1-23.ap-northeast-2.compute.internal';

const folder = temporaryFolder('culvert-demo-');
let bastion: EmbeddedBastion;
let tunnel: Tunnel;

beforeAll(async () => {
  bastion = await startEmbeddedBastion({ folder: folder.file('demo') });
  tunnel = await openTunnel(bastion);
});

afterAll(async () => {
  await tunnel.stop();
  await bastion.close();
  folder.remove();
});

describe('checking pages', () => {
  it('says at once which page does not come', async () => {
    const [wrong, right] = await checkPages(tunnel.port, [
      { name: 'nobody', url: `http://${primary}:1/` },
      ...bastion.pages,
    ]);
    expect(wrong).toMatchObject({ name: 'nobody', ok: false });
    expect(wrong?.milliseconds).toBeLessThan(9_900);
    expect(right).toMatchObject({ ok: true, url: bastion.pages[0]?.url });
    expect(right?.milliseconds).toBeGreaterThan(0);
  });

  it('is not content with a page that is not the demonstration’s', async () => {
    const url = `http://${primary}:8088/nothing-here`;
    expect(await checkPages(tunnel.port, [{ name: 'absent', url }])).toMatchObject([{ ok: false }]);
  });

  it('ends when nothing listens, and when what listens says nothing', {
    timeout: 20_000,
  }, async () => {
    const [page] = bastion.pages;
    if (page === undefined) throw new Error('no page');
    expect(await checkPages(await freePort(), [page])).toMatchObject([{ ok: false }]);

    const open = new Set<unknown>();
    const mute = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => socket.destroy()).once('close', () => open.delete(socket));
      socket.resume();
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const [checked] = await checkPages(address.port, [page]);
    expect(checked).toMatchObject({ ok: false });
    expect(checked?.milliseconds).toBeGreaterThanOrEqual(9_990);
    expect(checked?.milliseconds).toBeLessThan(18_000);
    await waitUntil('the connection given up to be closed', () => open.size === 0);
    await new Promise((resolve) => mute.close(resolve));
  });
});
