import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFrontDoor } from '../../electron/socks/front-door';
import { destinationPolicy } from '../../electron/socks/policy';
import { offerFor } from '../../electron/ssh/algorithms';
import { dialBastion } from '../support/bastion-dial';
import { bothWays } from '../support/both-ways';
import { tellFigure } from '../support/figure';
import { KeyMaker } from '../support/key-files';
import { type TcpOrigin, tcpOrigin } from '../support/origin';
import { closeCases, sshdFor, until } from '../support/ssh-cases';

const mebibyte = 1 << 20;
const maker = new KeyMaker();
let echo: TcpOrigin;

beforeAll(async () => {
  echo = until(await tcpOrigin((socket) => socket.pipe(socket)), (each) => each.close());
});
afterAll(async () => {
  await closeCases();
  maker.remove();
});

/** A connection to an sshd that never asks for new keys itself, behind a SOCKS port. */
async function carried(cipher: string, rekeyAfter: { bytes: number; ms: number }) {
  const key = maker.base('ed25519');
  const sshd = await sshdFor({
    config: ['RekeyLimit default none', 'LogLevel DEBUG1', `Ciphers ${cipher}`],
    authorizedKeys: [key.publicLine],
  });
  const dial = await dialBastion({
    port: sshd.port,
    user: sshd.user,
    authentication: [{ method: 'key-file', path: key.file }],
    acceptNew: true,
    rekeyAfter,
  });
  until(dial, (each) => each.close());
  const connection = await dial.outcome;
  const counter = { up: () => undefined, down: () => undefined };
  const door = await openFrontDoor({
    address: '127.0.0.1',
    port: 0,
    dial: (destination, signal) => connection.openFlow(destination, signal, counter),
    policy: destinationPolicy(['127.0.0.0/8']),
    events: {},
  });
  until(door, (each) => each.close());
  const exchanges = () => sshd.log().match(/SSH2_MSG_NEWKEYS received/g)?.length ?? 0;
  return { connection, door, exchanges };
}

describe('SSH-16: keys that the server never changes', () => {
  it.each(offerFor(['ssh-ed25519']).cipher as string[])(
    'are changed by us under load, with %s, and nothing is lost',
    async (cipher) => {
      const { connection, door, exchanges } = await carried(cipher, { bytes: mebibyte, ms: 100 });
      const before = exchanges();
      const flows = Array.from({ length: 6 }, () => bothWays(door.port, echo.port, 4 * mebibyte));
      const results = await Promise.all(flows);
      expect(results.map(({ equal }) => equal)).toEqual(results.map(() => true));
      expect(exchanges()).toBeGreaterThan(before);
      expect(connection.isOpen).toBe(true);
      tellFigure('SSH-16', `${exchanges() - before} key exchanges begun by us in 48 MiB, 0 lost`);
    },
  );

  it('are changed by the clock where nothing is carried', async () => {
    const { connection, exchanges } = await carried('aes128-gcm@openssh.com', {
      bytes: Number.POSITIVE_INFINITY,
      ms: 200,
    });
    const before = exchanges();
    await expect.poll(exchanges, { timeout: 15_000 }).toBeGreaterThan(before + 2);
    expect(await connection.roundTrip()).toBeGreaterThan(0);
  });
});
