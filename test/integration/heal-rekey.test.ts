import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bothWays } from '../support/both-ways';
import { startDropbear } from '../support/dropbear';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { type TcpOrigin, tcpOrigin, webOrigin } from '../support/origin';
import { readAll, socksConnect } from '../support/socks-connect';
import { closeCases, rigAt, rigFor, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Rig } from '../support/tunnel-rig';

const mebibyte = 1 << 20;

let echo: TcpOrigin;

beforeAll(async () => {
  echo = until(await tcpOrigin((socket) => socket.pipe(socket)), (each) => each.close());
});
afterAll(closeCases);

const lost = (rig: Rig) => rig.log.filter(({ code }) => code === 'lost');

describe('a server that changes its keys under load', () => {
  it('SSH-16: every 256 KiB, on ten flows with data both ways: nothing is lost', async () => {
    const sshd = await sshdFor({ config: ['RekeyLimit 256k', 'LogLevel DEBUG1'] });
    const rig = await rigAt(sshd);
    await startedUp(rig);
    const flows = Array.from({ length: 10 }, () =>
      bothWays(rig.socksPort(), echo.port, 8 * mebibyte),
    );
    const results = await Promise.all(flows);
    const exchanges = sshd.log().match(/SSH2_MSG_NEWKEYS received/g)?.length ?? 0;
    const pause = Math.max(...results.map(({ longestPauseMs }) => longestPauseMs));
    tellFigure('SSH-16', `${exchanges} key exchanges in 160 MiB, longest pause ${inMs(pause)}`);
    expect(results.map(({ equal }) => equal)).toEqual(results.map(() => true));
    expect(exchanges).toBeGreaterThanOrEqual(100);
    expect(lost(rig)).toEqual([]);
  });

  it('SSH-16: by the clock, every second, while a flow is open', async () => {
    const sshd = await sshdFor({ config: ['RekeyLimit default 1s', 'LogLevel DEBUG1'] });
    const rig = await rigAt(sshd);
    await startedUp(rig);
    const { socket } = await socksConnect(rig.socksPort(), '127.0.0.1', echo.port);
    const answer = readAll(socket);
    for (let tick = 0; tick < 12; tick += 1) {
      socket.write(`tick ${tick};`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    socket.end();
    const said = Array.from({ length: 12 }, (_, tick) => `tick ${tick};`).join('');
    expect((await answer).toString()).toBe(said);
    expect(sshd.log().match(/SSH2_MSG_NEWKEYS received/g)?.length).toBeGreaterThan(2);
    expect(lost(rig)).toEqual([]);
  });
});

describe('dropbear', () => {
  it('SSH-16: carries data both ways, and pages, as OpenSSH does', async () => {
    const dropbear = until(await startDropbear(), (each) => each.stop());
    const origin = until(await webOrigin(), (each) => each.close());
    const rig = await rigFor({ port: dropbear.port, user: dropbear.user });
    dropbear.authorize(rig.publicKey);
    const { session } = await startedUp(rig);
    expect(session.software).toMatch(/dropbear/i);
    const flows = Array.from({ length: 4 }, () =>
      bothWays(rig.socksPort(), echo.port, 2 * mebibyte),
    );
    for (const { equal } of await Promise.all(flows)) expect(equal).toBe(true);
    const { socket } = await socksConnect(rig.socksPort(), '127.0.0.1', origin.port);
    socket.end('GET /hello HTTP/1.0\r\n\r\n');
    expect((await readAll(socket)).toString()).toContain('page /hello');
  });

  it('FLT-01: answers when a link is under suspicion, which then is up as before', async () => {
    const dropbear = until(await startDropbear(), (each) => each.stop());
    const rig = await rigFor({ port: dropbear.port, user: dropbear.user });
    dropbear.authorize(rig.publicKey);
    const { since } = await startedUp(rig);
    rig.services.tunnels.suspect('resumed');
    expect(rig.state()).toMatchObject({ state: 'suspect', why: 'resumed', since });
    expect(await rig.until('up', 15_000)).toMatchObject({ since });
    expect(dropbear.log().match(/Pubkey auth succeeded/g)).toHaveLength(1);
  });
});
