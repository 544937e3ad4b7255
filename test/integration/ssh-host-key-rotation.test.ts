import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tellFigure } from '../support/figure';
import { closeCases, rigAt, sshdFor, startedUp } from '../support/ssh-cases';
import type { HostKeyType, Sshd } from '../support/sshd';
import type { Rig } from '../support/tunnel-rig';

afterAll(closeCases);

const types: readonly HostKeyType[] = ['ed25519', 'ecdsa', 'rsa'];

function publicKey(sshd: Sshd, type: HostKeyType): string {
  return readFileSync(`${sshd.hostKeyFile(type)}.pub`, 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');
}

/** The server's present keys that our own list holds, and how many keys it holds in all. */
function kept(rig: Rig, sshd: Sshd) {
  const store = readFileSync(join(rig.folder, 'data', 'trusted-hosts'), 'utf8').trimEnd();
  const lines = store.split('\n');
  const has = (type: HostKeyType) =>
    lines.includes(`[127.0.0.1]:${sshd.port} ${publicKey(sshd, type)}`);
  return { keys: types.filter(has), inAll: lines.length };
}

const changes = (rig: Rig) => rig.log.filter(({ code }) => code === 'host-keys-changed');

/** Starts the tunnel anew, and waits until it has followed what the server announced. */
async function followed(rig: Rig): Promise<string> {
  await rig.stop();
  const before = changes(rig).length;
  const { session } = await startedUp(rig);
  await expect.poll(() => changes(rig).length).toBe(before + 1);
  return session.hostKey.fingerprint;
}

// The sequence of OpenSSH's own regress/hostkey-rotate.sh.
describe('FLT-08: a bastion that announces its keys', () => {
  it('has them learnt, given up and rotated, and an old one opens nothing', async () => {
    const sshd = await sshdFor({ hostKeyTypes: types });
    const rig = await rigAt(sshd);
    await sshd.rotate(['ed25519']);
    await startedUp(rig);
    expect(kept(rig, sshd)).toEqual({ keys: ['ed25519'], inAll: 1 });

    await sshd.rotate(['ed25519', 'ecdsa', 'rsa']);
    expect(await followed(rig)).toBe(sshd.fingerprint('ed25519'));
    expect(kept(rig, sshd)).toEqual({ keys: ['ed25519', 'ecdsa', 'rsa'], inAll: 3 });

    const stolen = `${sshd.hostKeyFile('ed25519')}.old`;
    copyFileSync(sshd.hostKeyFile('ed25519'), stolen);
    await sshd.rotate(['ecdsa', 'rsa']);
    expect(await followed(rig)).toBe(sshd.fingerprint('ecdsa'));
    expect(kept(rig, sshd)).toEqual({ keys: ['ecdsa', 'rsa'], inAll: 2 });

    await sshd.rotate(['ecdsa', 'ed25519'], ['ed25519']);
    expect(await followed(rig)).toBe(sshd.fingerprint('ecdsa'));
    expect(kept(rig, sshd)).toEqual({ keys: ['ed25519', 'ecdsa'], inAll: 2 });

    await sshd.rotate(['ed25519']);
    expect(await followed(rig)).toBe(sshd.fingerprint('ed25519'));
    expect(kept(rig, sshd)).toEqual({ keys: ['ed25519'], inAll: 1 });

    const now = sshd.fingerprint('ed25519');
    copyFileSync(stolen, sshd.hostKeyFile('ed25519'));
    await sshd.rotate(['ed25519']);
    await rig.stop();
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({
      code: 'host-key-changed',
      known: [{ fingerprint: now }],
    });
    tellFigure('FLT-08', 'learn, add, remove, rotate, retire: 6 of 6, the old key refused');
  });

  it('known from the user’s own list: that list stays as it is, and nothing else is learnt', async () => {
    const sshd = await sshdFor({ hostKeyTypes: types });
    const knownHosts = `${sshd.hostKeyFile('ed25519')}.known`;
    const lines = `[127.0.0.1]:${sshd.port} ${publicKey(sshd, 'ed25519')}\n`;
    writeFileSync(knownHosts, lines);
    const rig = await rigAt(sshd, { knownHosts, trust: { expected: [], acceptNew: false } });
    await startedUp(rig);
    // Its announcement comes ahead of this answer.
    await rig.services.tunnels.checkReach('rig');
    await sshd.rotate(['ecdsa']);
    await rig.stop();
    await rig.start();
    expect(await rig.blockedBy()).toMatchObject({ code: 'host-key-changed' });
    expect(readFileSync(knownHosts, 'utf8')).toBe(lines);
    expect(changes(rig)).toEqual([]);
  });
});
