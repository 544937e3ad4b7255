import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type SecretsDocument, secretsKind } from '../../../electron/storage/documents';
import { storageStatus } from '../../../electron/storage/secret-status';
import { type SecretCipher, Secrets } from '../../../electron/storage/secrets';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const canary = 'correct horse — battery\u{1F40E}';

/** A key store of this test's own: AES with a key that can be lost. */
function keyStore(available = true) {
  let key = randomBytes(32);
  const cipher: SecretCipher = {
    status: () => (available ? { available } : { available: false, why: 'no-key-store' }),
    encrypt: (secret) => {
      const iv = randomBytes(12);
      const aes = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([aes.update(secret), aes.final()]);
      return Buffer.concat([iv, aes.getAuthTag(), body]);
    },
    decrypt: (sealed) => {
      const aes = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      aes.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([aes.update(sealed.subarray(28)), aes.final()]);
    },
  };
  return {
    cipher,
    loseKey: () => {
      key = randomBytes(32);
    },
    lock: () => {
      available = false;
    },
  };
}

function secretsOn(cipher: SecretCipher) {
  const file = { document: { version: 1, secrets: {} } as SecretsDocument };
  const shelf = {
    get: () => file.document,
    set: (document: SecretsDocument) => {
      file.document = document;
    },
  };
  const open = () => new Secrets(shelf, cipher);
  return { secrets: open(), open, onDisk: () => JSON.stringify(file.document) };
}

function holdsCanary(text: string): boolean {
  const forms = [
    canary,
    ...(['base64', 'hex', 'utf16le'] as const).map((form) =>
      form === 'utf16le'
        ? Buffer.from(canary, form).toString('latin1')
        : Buffer.from(canary).toString(form),
    ),
  ];
  return forms.some((form) => text.includes(form));
}

describe('secrets', () => {
  it('to be remembered are sealed on disk and come back byte for byte in a later run', () => {
    const { secrets, open, onDisk } = secretsOn(keyStore().cipher);
    expect(secrets.remember('etl', bytes(canary))).toBe(true);
    expect(secrets.stored('etl')).toBe(true);
    expect(holdsCanary(onDisk())).toBe(false);
    expect(open().get('etl')).toEqual(Buffer.from(canary));
  });

  it('not to be remembered last as long as the app and never reach the disk', () => {
    const { secrets, open, onDisk } = secretsOn(keyStore().cipher);
    secrets.keep('etl', bytes(canary));
    expect(secrets.get('etl')).toEqual(bytes(canary));
    expect(secrets.stored('etl')).toBe(false);
    expect(onDisk()).toBe('{"version":1,"secrets":{}}');
    expect(open().get('etl')).toBeNull();
  });

  it('are kept in memory only where the system has no key store', () => {
    const { secrets, onDisk } = secretsOn(keyStore(false).cipher);
    expect(secrets.remember('etl', bytes(canary))).toBe(false);
    expect(secrets.get('etl')).toEqual(bytes(canary));
    expect(secrets.stored('etl')).toBe(false);
    expect(onDisk()).toBe('{"version":1,"secrets":{}}');
  });

  it('are copies: overwriting one given out leaves the one kept', () => {
    const { secrets } = secretsOn(keyStore().cipher);
    const given = bytes(canary);
    secrets.keep('etl', given);
    given.fill(0);
    secrets.get('etl')?.fill(0);
    expect(secrets.get('etl')).toEqual(bytes(canary));
  });

  it('kept for this run take the place of a sealed one, on disk too', () => {
    const { secrets, onDisk } = secretsOn(keyStore().cipher);
    secrets.remember('etl', bytes('old'));
    secrets.keep('etl', bytes('new'));
    expect(secrets.get('etl')).toEqual(bytes('new'));
    expect(onDisk()).toBe('{"version":1,"secrets":{}}');
  });

  it('are forgotten from memory and disk', () => {
    const { secrets, onDisk } = secretsOn(keyStore().cipher);
    secrets.remember('etl', bytes(canary));
    secrets.forget('etl');
    expect(secrets.get('etl')).toBeNull();
    expect(onDisk()).toBe('{"version":1,"secrets":{}}');
  });

  it('of a removed tunnel leave the disk and return with it', () => {
    const { secrets, onDisk } = secretsOn(keyStore().cipher);
    secrets.remember('etl', bytes(canary));
    secrets.setAside('etl');
    expect(onDisk()).toBe('{"version":1,"secrets":{}}');
    secrets.restore('etl');
    expect(secrets.get('etl')).toEqual(Buffer.from(canary));
  });

  it('of one tunnel are kept apart by what they open, and the name says nothing of it', () => {
    const { secrets, open, onDisk } = secretsOn(keyStore().cipher);
    const proxy = 'proxy ana@proxy.example:3128';
    secrets.remember('etl', bytes('own'));
    secrets.remember('etl', bytes(canary), proxy);
    secrets.remember('etl-2', bytes('other'), proxy);
    expect([open().get('etl', proxy), open().get('etl')]).toEqual([
      Buffer.from(canary),
      Buffer.from('own'),
    ]);
    expect(onDisk()).not.toContain('proxy.example');
    expect(holdsCanary(onDisk())).toBe(false);
    expect(secretsKind.schema.safeParse(JSON.parse(onDisk())).success).toBe(true);
    secrets.retain('etl', [proxy]);
    expect([secrets.stored('etl'), secrets.storedAny('etl')]).toEqual([false, true]);
    secrets.setAside('etl');
    expect([secrets.storedAny('etl'), secrets.storedAny('etl-2')]).toEqual([false, true]);
    secrets.restore('etl');
    expect(secrets.get('etl', proxy)).toEqual(Buffer.from(canary));
    secrets.forget('etl');
    expect([secrets.storedAny('etl'), secrets.storedAny('etl-2')]).toEqual([false, true]);
  });

  it('whose key was lost are no longer said to be stored, but not thrown away', () => {
    const store = keyStore();
    const { secrets, onDisk } = secretsOn(store.cipher);
    secrets.remember('etl', bytes(canary));
    store.loseKey();
    expect(secrets.get('etl')).toBeNull();
    expect(secrets.stored('etl')).toBe(false);
    expect(onDisk()).toContain('"etl"');
    secrets.remember('etl', bytes('anew'));
    expect(secrets.stored('etl')).toBe(true);
    expect(secrets.get('etl')).toEqual(Buffer.from('anew'));
  });

  it('sealed by a key store that is locked now are not touched', () => {
    const store = keyStore();
    const { secrets } = secretsOn(store.cipher);
    secrets.remember('etl', bytes(canary));
    store.lock();
    expect(secrets.get('etl')).toBeNull();
    expect(secrets.stored('etl')).toBe(true);
  });
});

describe('whether the system protects a secret', () => {
  it.each([
    ['linux', 'gnome_libsecret', true, { available: true }],
    ['linux', 'kwallet', true, { available: true }],
    ['linux', 'kwallet5', true, { available: true }],
    ['linux', 'kwallet6', true, { available: true }],
    ['linux', 'gnome_libsecret', false, { available: false, why: 'locked' }],
    // Some versions call the constant key of basic_text available.
    ['linux', 'basic_text', true, { available: false, why: 'no-key-store' }],
    ['linux', 'basic_text', false, { available: false, why: 'no-key-store' }],
    ['linux', 'unknown', true, { available: false, why: 'unknown' }],
    ['linux', 'gnome_libsecret_or_so', true, { available: false, why: 'unknown' }],
    ['darwin', 'system', true, { available: true }],
    ['darwin', 'system', false, { available: false, why: 'locked' }],
    ['win32', 'system', true, { available: true }],
  ] as const)('%s with %s, encryption %s', (platform, backend, encryption, status) => {
    expect(storageStatus(platform, backend, encryption)).toEqual(status);
  });
});
