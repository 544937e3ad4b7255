import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { type Relay, startRelay } from '../support/relay';
import { closeCases, rigAt, sshdFor, startedUp, until } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';

const loud = { config: ['LogLevel DEBUG'] };
let bastion: Sshd;
let impostors: Sshd[];

beforeAll(async () => {
  bastion = await sshdFor();
  // With a key of the known type, of another type, and with several of which one is of that type.
  const types = [['ed25519'], ['ecdsa'], ['rsa'], ['rsa', 'ed25519'], ['ecdsa', 'rsa']] as const;
  impostors = await Promise.all(types.map((hostKeyTypes) => sshdFor({ ...loud, hostKeyTypes })));
});
afterAll(closeCases);

function relayTo(server: Sshd): Promise<Relay> {
  return startRelay(server.port).then((relay) => until(relay, (each) => each.close()));
}

describe.concurrent('SEC-10: somebody else in the bastion’s place', () => {
  it('from the first time on is shown by a fingerprint that is not the bastion’s', async () => {
    const [impostor] = impostors;
    if (impostor === undefined) throw new Error('no impostor');
    const relay = await relayTo(impostor);
    const rig = await rigAt(bastion, {
      port: relay.port,
      trust: { expected: [], acceptNew: false },
      // A person who compares with what the bastion's owner has told.
      answer: (prompt) =>
        prompt.kind === 'host-key' && prompt.fingerprint === bastion.fingerprint()
          ? { kind: 'trust', fingerprint: prompt.fingerprint }
          : { kind: 'cancel' },
    });
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({
      code: 'host-key-refused',
      fingerprint: impostor.fingerprint(),
    });
    expect(rig.prompts).toHaveLength(1);
    expect(impostor.log()).not.toContain('userauth-request');
    // Whoever it was, the bastion itself is not taken for changed now.
    relay.redirect(bastion.port);
    await startedUp(rig);
  });

  it('later on is stopped every time, whatever was said about new keys', async () => {
    const relay = await relayTo(bastion);
    const rig = await rigAt(bastion, { port: relay.port });
    await startedUp(rig);
    const store = join(rig.folder, 'data', 'trusted-hosts');
    const kept = readFileSync(store);
    let stopped = 0;
    for (const impostor of impostors) {
      await rig.stop();
      relay.redirect(impostor.port);
      await rig.start();
      const cause = await rig.blockedBy();
      expect(cause).toMatchObject({
        code: 'host-key-changed',
        known: [{ fingerprint: bastion.fingerprint() }],
      });
      expect(impostor.log()).not.toContain('userauth-request');
      stopped += 1;
    }
    expect(rig.prompts).toEqual([]);
    expect(readFileSync(store).equals(kept)).toBe(true);
    await rig.stop();
    relay.redirect(bastion.port);
    await startedUp(rig);
    tellFigure('SEC-10', `${stopped} of ${impostors.length} impostors stopped, nothing sent`);
  });

  it('in the middle of a tunnel’s life is stopped when the tunnel heals', async () => {
    const [impostor] = impostors;
    const relay = await relayTo(bastion);
    const rig = await rigAt(bastion, { port: relay.port });
    await startedUp(rig);
    relay.redirect(impostor?.port ?? 0);
    relay.cut();
    expect(await rig.blockedBy()).toMatchObject({ code: 'host-key-changed' });
    expect(impostor?.log()).not.toContain('userauth-request');
  });
});
