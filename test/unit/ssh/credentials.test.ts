import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import type { PrivateKey } from '../../../electron/keys/private-key';
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

function credentialsFor(
  authentication: readonly Authentication[],
  secret: Uint8Array | null,
  source: KeySource = keys,
) {
  const about = { user: 'ana', host: 'bastion', questions: nobody, onKeyWarning: () => undefined };
  return new Credentials({ ...about, authentication, keys: source, secret });
}

function meansOf(authentication: readonly Authentication[], secret: Uint8Array) {
  return credentialsFor(authentication, secret).prepare(never);
}

/** A key that is unlocked when the test says so. */
function lateKey() {
  let unlock: (key: PrivateKey) => void = () => undefined;
  const key = new Promise<PrivateKey>((resolve) => {
    unlock = resolve;
  });
  const facts: PrivateKey['facts'] = {
    format: 'openssh',
    type: 'ssh-ed25519',
    bits: 256,
    fingerprint: 'SHA256:key',
    comment: '',
    encrypted: true,
    warnings: [],
  };
  const made: PrivateKey = { facts, publicBlob: Buffer.from('public'), pem: 'private' };
  return { source: { ...keys, read: () => key }, unlock: () => unlock(made) };
}

const byBoth: readonly Authentication[] = [
  { method: 'key-file', path: '/key' },
  { method: 'password' },
];

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

it('give the key without the password once what was typed is forgotten', async () => {
  const { source, unlock } = lateKey();
  unlock();
  const credentials = credentialsFor(byBoth, null, source);
  await credentials.prepare(never);
  credentials.adoptPassword(new TextEncoder().encode('swordfish'));
  const { password } = await credentials.prepare(never);
  credentials.forgetTyped();
  expect([...(password ?? [1])]).toEqual(Array(9).fill(0));
  expect(await credentials.prepare(never)).toMatchObject({
    key: { pem: 'private' },
    password: null,
  });
});

it('give nothing once they are forgotten, be it while a key is being unlocked', async () => {
  const { source, unlock } = lateKey();
  const credentials = credentialsFor(byBoth, null, source);
  const early = credentials.prepare(never);
  credentials.forget();
  unlock();
  for (const asked of [early, credentials.prepare(never)]) {
    await expect(asked).rejects.toMatchObject({ failure: { code: 'auth-cancelled' } });
  }
});

it('keep no password that is asked for at each login', async () => {
  const credentials = credentialsFor([{ method: 'agent' }, { method: 'agent' }], null);
  await credentials.prepare(never);
  const typed = new TextEncoder().encode('swordfish');
  credentials.adoptPassword(typed);
  expect([...typed]).toEqual(Array(9).fill(0));
  expect(await credentials.prepare(never)).toMatchObject({ password: null });
});

it('overwrite what was to be remembered when a later answer is', () => {
  const credentials = credentialsFor(byBoth, null);
  const [first, second] = ['tuna', 'cod'].map((text) => new TextEncoder().encode(text));
  credentials.rememberInstead(first ?? null);
  credentials.rememberInstead(second ?? null);
  expect([...(first ?? [1])]).toEqual([0, 0, 0, 0]);
  expect(credentials.takeSecretToRemember()).toBe(second);
});
