import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import ssh2 from 'ssh2';
import { afterAll, describe, expect, it } from 'vitest';
import { hostTrust } from '../../electron/ssh/trust/host-trust';
import { dialBastion } from '../support/bastion-dial';
import { type Haste, startHastyServer } from '../support/hasty-server';
import { waitUntil } from '../support/ports';
import { closeCases, secret, until } from '../support/ssh-cases';
import { temporaryFolder } from '../support/temp-folder';

const folder = temporaryFolder('culvert-hasty-');
afterAll(async () => {
  await closeCases();
  folder.remove();
});

const password = 'hunter2 is not for everybody';

/** Dials such a server; what the client knows of the bastion is somebody else's key, or nothing. */
async function dialHasty(haste: Haste, knows: 'another key' | 'nothing') {
  const server = until(await startHastyServer(haste), (each) => each.close());
  const known = folder.file(`known-${server.port}`);
  const store = folder.file(`own-${server.port}`);
  const { public: other } = ssh2.utils.generateKeyPairSync('ed25519');
  writeFileSync(known, knows === 'nothing' ? '' : `[127.0.0.1]:${server.port} ${other}\n`);
  const dial = await dialBastion({
    port: server.port,
    user: 'ec2-user',
    authentication: [{ method: 'password' }],
    trust: hostTrust({ readFiles: [known], store }),
  });
  until(dial, (each) => each.close());
  await waitUntil('the question for the password', () => dial.prompts.length === 1);
  dial.answer(dial.prompts[0], secret(password));
  return { server, dial, store };
}

describe('SSH-01: a server that speaks of logins before its host key is accepted', () => {
  it.each<Haste>(['asks for a password', 'lets everybody in'])(
    'and %s, with another key than the bastion’s, hears nothing and carries nothing',
    async (haste) => {
      const { server, dial, store } = await dialHasty(haste, 'another key');
      await expect(dial.outcome).rejects.toMatchObject({
        failure: { code: 'host-key-unproven', port: server.port },
      });
      expect(server.hasSpoken()).toBe(true);
      expect(server.heard()).not.toContain(password);
      expect(server.heard()).not.toContain('ssh-connection');
      expect(dial.stages).not.toContain('authentication');
      expect(existsSync(store)).toBe(false);
    },
  );

  it.each<Haste>(['lets everybody in', 'lets everybody in later'])(
    'and %s while a person looks at it, is neither connected to nor kept',
    async (haste) => {
      const { server, dial, store } = await dialHasty(haste, 'nothing');
      let connected = false;
      dial.outcome.then(
        () => {
          connected = true;
        },
        () => undefined,
      );
      await waitUntil('the server to have spoken', server.hasSpoken);
      await pause(1_000);
      expect(connected).toBe(false);
      expect(existsSync(store) ? readFileSync(store, 'utf8') : '').toBe('');
      expect(server.heard()).not.toContain('ssh-connection');
    },
  );
});
