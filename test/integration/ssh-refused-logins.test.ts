import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { waitUntil } from '../support/ports';
import { closeCases, rigFor, sshdFor, startedUp } from '../support/ssh-cases';
import type { Sshd } from '../support/sshd';

afterAll(closeCases);

const calls = (sshd: Sshd) => sshd.log().match(/Connection from /g)?.length ?? 0;
/** Longer than the first pauses of the back-off: another dial would be seen. */
const aWhileMs = 4_000;

describe.concurrent('FLT-06: a login that the bastion refuses', () => {
  it('is made once for one start, and the next start reads the key file anew', async () => {
    const sshd = await sshdFor();
    const rig = await rigFor({ port: sshd.port, user: sshd.user });
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({ code: 'auth-refused' });
    await delay(aWhileMs);
    expect(calls(sshd)).toBe(1);
    expect(rig.state().state).toBe('blocked');
    await rig.start();
    await waitUntil('another call', () => calls(sshd) === 2);
    await rig.blockedBy();
    await delay(500);
    tellFigure('FLT-06', `${calls(sshd)} logins for 2 starts`);
    // The person has made a new key under the same name, and the bastion's owner knows it.
    rmSync(rig.keyFile);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', rig.keyFile]);
    sshd.authorize(readFileSync(`${rig.keyFile}.pub`, 'utf8'));
    await startedUp(rig);
    expect(calls(sshd)).toBe(3);
  });

  it('after a loss ends the healing at its first try', async () => {
    const sshd = await sshdFor();
    const rig = await rigFor({ port: sshd.port, user: sshd.user });
    sshd.authorize(rig.publicKey);
    await startedUp(rig);
    writeFileSync(sshd.authorizedKeysFile, '');
    await sshd.restart();
    expect(await rig.blockedBy()).toMatchObject({ code: 'auth-refused' });
    await delay(aWhileMs);
    // Dials of the healing may have come too early; the one that met a server was the last.
    expect(calls(sshd)).toBe(2);
    const told = rig.log.filter(({ code }) => code === 'blocked');
    expect(told).toHaveLength(1);
  });
});
