import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { Credentials, type KeySource } from '../../../electron/ssh/credentials';
import { nobody } from '../../../electron/ssh/questions';
import type { Authentication } from '../../../shared/model/profile';

const never = new AbortController().signal;

/** An agent without keys, and no key file at all. */
const keys: KeySource = {
  read: () => Promise.reject(new Error('no key file is named')),
  inspect: () => Promise.reject(new Error('no key file is named')),
  connectAgent: () => new ssh2.OpenSSHAgent('/nowhere'),
  identities: async () => [],
  offering: (agent) => agent,
};

async function meansOf(authentication: readonly Authentication[], secret: Uint8Array) {
  const about = { user: 'ana', host: 'bastion', questions: nobody, onKeyWarning: () => undefined };
  return new Credentials({ ...about, authentication, keys, secret }).prepare(never);
}

it.each<[string, Authentication]>([
  ['an agent', { method: 'agent' }],
  ['typed answers', { method: 'keyboard-interactive' }],
])('overwrite a secret that a login by %s does not need', async (_how, authentication) => {
  const secret = new TextEncoder().encode('swordfish');
  await meansOf([authentication], secret);
  expect([...secret]).toEqual(Array(9).fill(0));
});

it('leave a password as it is for the login', async () => {
  const { password } = await meansOf(
    [{ method: 'password' }],
    new TextEncoder().encode('swordfish'),
  );
  expect(new TextDecoder().decode(password ?? undefined)).toBe('swordfish');
});
