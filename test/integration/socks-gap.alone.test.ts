import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { inMs } from '../support/figures';
import { webOrigin } from '../support/origin';
import { socksConnect } from '../support/socks-connect';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';

const run = promisify(execFile);

afterAll(closeCases);

/** sshd is away for so long, ms: once it is back, so is the tunnel, 8 s after the loss at the most. */
const awayMs = 7_500;

describe.concurrent('requests while the bastion is away', () => {
  it('SOX-09: wait for it and succeed: curl every 100 ms in a gap of nearly 8 s', async () => {
    const sshd = await sshdFor();
    const origin = until(await webOrigin(), (each) => each.close());
    const rig = await rigAt(sshd);
    await startedUp(rig);
    const port = rig.socksPort();
    const fetched = async () => {
      const from = performance.now();
      const inGap = rig.state().state !== 'up';
      const url = `http://127.0.0.1:${origin.port}/hello`;
      const flags = ['-sS', '--retry', '0', '--socks5-hostname', `127.0.0.1:${port}`];
      const answer = await run('curl', [...flags, url]).then(({ stdout }) => stdout, String);
      return { answer, inGap, ms: performance.now() - from };
    };
    let gap = 0;
    const back = delay(1_000)
      .then(() => sshd.restart(awayMs))
      // As when the network is back: dials come every three seconds while requests wait.
      .then(() => rig.services.tunnels.suspect('network-changed'));
    void rig.until('reconnecting').then(async () => {
      const from = performance.now();
      await rig.until('up', 20_000);
      gap = performance.now() - from;
    });
    const requests: ReturnType<typeof fetched>[] = [];
    while (requests.length < 110) {
      requests.push(fetched());
      await delay(100);
    }
    const all = await Promise.all(requests);
    await back;
    const inGap = all.filter((each) => each.inGap);
    for (const some of [all, inGap]) {
      const failed = some.filter(({ answer }) => answer !== 'page /hello');
      expect(failed.length / some.length, failed[0]?.answer).toBeLessThanOrEqual(0.01);
    }
    expect(gap).toBeGreaterThan(awayMs - 500);
    expect(inGap.length).toBeGreaterThan(50);
    // Some began in the gap and had to wait for its end.
    expect(Math.max(...inGap.map(({ ms }) => ms))).toBeGreaterThan(5_000);
    expect(rig.socksPort()).toBe(port);
    tellFigure(
      'SOX-09',
      `${inGap.length} of ${inGap.length} requests begun in a gap of ${inMs(gap)} succeed`,
    );
  });

  it('SOX-09: are told within 10.5 s when it does not come back in time', async () => {
    const sshd = await sshdFor();
    const rig = await rigAt(sshd);
    await startedUp(rig);
    const back = sshd.restart(13_000);
    await rig.until('reconnecting');
    const asked = Array.from({ length: 10 }, async () => {
      const from = performance.now();
      const { code, socket } = await socksConnect(rig.socksPort(), '127.0.0.1', 9);
      socket.destroy();
      return { code, ms: performance.now() - from };
    });
    const answers = await Promise.all(asked);
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 1));
    const times = answers.map(({ ms }) => ms);
    expect(Math.min(...times)).toBeGreaterThan(9_500);
    expect(Math.max(...times)).toBeLessThan(10_500);
    console.log(`told after ${inMs(Math.max(...times))}`);
    await back;
  });
});
