import { afterAll, describe, expect, it } from 'vitest';
import { type WebOrigin, webOrigin } from '../support/origin';
import { waitUntil } from '../support/ports';
import { socksConnect } from '../support/socks-connect';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

afterAll(closeCases);

const sessions = (sshd: Sshd) => sshd.log().match(/Starting session: .*/g) ?? [];
/** sshd says so of each socket that it sets it for. */
const withoutDelay = (sshd: Sshd) => sshd.log().match(/fd \d+ setting TCP_NODELAY/g)?.length ?? 0;

async function fetchHello(rig: Rig, web: WebOrigin): Promise<string> {
  const { socket, code } = await socksConnect(rig.socksPort(), '127.0.0.1', web.port);
  expect(code).toBe(0);
  socket.write('GET /hello HTTP/1.0\r\n\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe.concurrent('a session that ends at once', () => {
  it('has sshd send without delay, before anything was forwarded', async () => {
    const sshd = await sshdFor({ config: ['LogLevel DEBUG2'] });
    await startedUp(await rigAt(sshd, { way: { session: true } }));
    await waitUntil('TCP_NODELAY', () => withoutDelay(sshd) > 0);
    expect(sessions(sshd)).toEqual([expect.stringMatching(/^Starting session: command for /)]);
    await waitUntil('its end', () => /channel 0: free: server-session/.test(sshd.log()));
  });

  it('is opened for nobody who has not asked for it, and sshd then goes on delaying', async () => {
    const sshd = await sshdFor({ config: ['LogLevel DEBUG2'] });
    const rig = await rigAt(sshd);
    await startedUp(rig);
    const web = until(await webOrigin(1_000), (each) => each.close());
    expect(await fetchHello(rig, web)).toContain('200 OK');
    expect(sessions(sshd)).toEqual([]);
    // The one socket it set it for is that of the page.
    expect(withoutDelay(sshd)).toBe(1);
  });

  it.each([
    ['refuses sessions', ['MaxSessions 0']],
    ['runs something else that lasts', ['ForceCommand sleep 30']],
    ['lets nobody run anything', ['ForceCommand /usr/sbin/nologin']],
    ['runs what writes much', ['ForceCommand head -c 8000000 /dev/zero']],
  ])('costs nothing at a server that %s', async (_name, config) => {
    const sshd = await sshdFor({ config });
    const rig = await rigAt(sshd, { way: { session: true } });
    await startedUp(rig);
    const web = until(await webOrigin(1_000), (each) => each.close());
    expect(await fetchHello(rig, web)).toContain('200 OK');
    expect(rig.state().state).toBe('up');
    // What was said last was said when the tunnel came up.
    expect(rig.log.at(-1)?.code).toBe('listening');
    await rig.stop();
    expect(rig.state().state).toBe('stopped');
  });
});
