import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { newKeys, startPacketRelay } from '../support/packet-relay';
import {
  closeCases,
  rigAt,
  rigFor,
  serverFor,
  sshdFor,
  startedUp,
  until,
} from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';

let sshd: Sshd;

beforeAll(async () => {
  sshd = await sshdFor({ config: ['LogLevel DEBUG3'] });
});
afterAll(closeCases);

/** The server's messages of a key exchange over curves: KEXINIT, the reply, NEWKEYS. */
const messages: [string, number][] = [
  ['its first', 20],
  ['its key exchange reply', 31],
  ['its NEWKEYS', newKeys],
];

describe('SSH-05: strict key exchange', () => {
  it('is what we and OpenSSH agree on', async () => {
    const relay = until(await startPacketRelay(sshd.port, null), (each) => each.close());
    const rig = await rigAt(sshd, { port: relay.port });
    const { session } = await startedUp(rig);
    expect(sshd.log()).toContain('will use strict KEX ordering');
    expect(session.strictKeyExchange).toBe(true);
    // A relay that only reads breaks nothing: what fails below fails by what was slipped in.
    expect(relay.messages).toEqual([20, 31, newKeys]);
  });

  it('is told to be missing where the server does not have it', async () => {
    const server = await serverFor({ withoutStrictKeyExchange: true });
    const { session } = await startedUp(await rigFor({ port: server.port, user: 'somebody' }));
    expect(session.strictKeyExchange).toBe(false);
    // This one cipher is open to what strict key exchange prevents (CVE-2023-48795).
    expect(session.cipher).not.toContain('chacha20');
  });

  it.each(messages)(
    'ends a connection with a packet slipped in before %s',
    async (_what, before) => {
      const relay = until(await startPacketRelay(sshd.port, before), (each) => each.close());
      const rig = await rigAt(sshd, { port: relay.port, reconnect: false });
      const logins = sshd.log().match(/userauth-request/g)?.length ?? 0;
      await rig.start();
      expect(await rig.blockedBy()).toMatchObject({
        code: 'connection-lost',
        why: expect.stringMatching(/^(protocol|disconnected|closed)$/),
      });
      expect(relay.messages).toContain(2);
      expect(sshd.log().match(/userauth-request/g)?.length ?? 0).toBe(logins);
      tellFigure('SSH-05', `a packet slipped in at ${messages.length} places ends the handshake`);
    },
  );
});
