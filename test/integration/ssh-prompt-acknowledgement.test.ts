import { afterAll, expect, it } from 'vitest';
import { offerFor } from '../../electron/ssh/algorithms';
import { dialBastion } from '../support/bastion-dial';
import { KeyMaker } from '../support/key-files';
import { waitUntil } from '../support/ports';
import { closeCases, sshdFor, until } from '../support/ssh-cases';

const maker = new KeyMaker();

afterAll(async () => {
  await closeCases();
  maker.remove();
});

it.each(offerFor(['ssh-ed25519']).cipher as string[])(
  'acknowledges an answer with a packet that sshd throws away, with %s',
  async (cipher) => {
    const key = maker.base('ed25519');
    const sshd = await sshdFor({
      config: ['LogLevel DEBUG3', `Ciphers ${cipher}`],
      authorizedKeys: [key.publicLine],
    });
    const dial = await dialBastion({
      port: sshd.port,
      user: sshd.user,
      authentication: [{ method: 'key-file', path: key.file }],
      acceptNew: true,
    });
    until(dial, (each) => each.close());
    const connection = await dial.outcome;
    const ignored = () => sshd.log().match(/Received SSH2_MSG_IGNORE/g)?.length ?? 0;
    // What sshd says of itself after the login is one read or two.
    await waitUntil('the first ones', () => ignored() > 0);
    for (let asked = 0; asked < 3; asked += 1) {
      const before = ignored();
      expect(await connection.roundTrip()).toBeGreaterThan(0);
      await waitUntil('one more', () => ignored() > before);
    }
    expect(connection.isOpen).toBe(true);
  },
);
