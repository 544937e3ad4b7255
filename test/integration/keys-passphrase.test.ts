import { afterAll, describe, expect, it } from 'vitest';
import { canary, KeyBench, textOf } from '../support/key-bench';

const bench = await KeyBench.open();
const { maker, reader } = bench;
afterAll(() => bench.close());

const encrypted = [
  ['OpenSSH', () => bench.openssh(canary)],
  ['PKCS#1', () => bench.rsaPem(canary)],
  ['SEC1', () => textOf(maker.sshKeygen('ecdsa-256', 'PEM', canary))],
  ['PKCS#8', () => bench.pkcs8(canary)],
  ['PPK 2', () => bench.ppk(2, canary)],
  ['PPK 3', () => bench.ppk(3, canary)],
] as const;

describe('a passphrase', () => {
  it.each(encrypted)('that is missing, wrong or empty for %s', async (_name, make) => {
    const file = maker.write('encrypted', make());
    expect(await bench.failureOf(file)).toMatchObject({ code: 'passphrase-required' });
    for (const wrong of ['canary-5d1e', `${canary}\n`, '', 'é'.repeat(2000)]) {
      expect(await bench.failureOf(file, wrong)).toMatchObject({ code: 'passphrase-wrong' });
    }
    const key = await reader.read(file, Buffer.from(canary));
    expect(key.facts.encrypted).toBe(true);
  });

  it('that is wrong is known for wrong every time of 600', async () => {
    // CBC padding alone would take one wrong passphrase in 256 for a right one.
    const file = maker.write('encrypted', bench.rsaPem(canary));
    for (let attempt = 0; attempt < 600; attempt += 1) {
      const failure = await bench.failureOf(file, `wrong ${attempt}`);
      expect(failure.code).toBe('passphrase-wrong');
    }
  });

  it('that nothing needs is not looked at', async () => {
    const key = await reader.read(maker.base('ed25519').file, Buffer.from(canary));
    expect(key.facts.encrypted).toBe(false);
  });

  it('is overwritten in the hands of the caller, whatever comes of it', async () => {
    for (const file of [maker.base('ed25519').file, '/nonexistent']) {
      const secret = Buffer.from(canary);
      await Promise.allSettled([reader.read(file, secret)]);
      expect(secret.every((byte) => byte === 0)).toBe(true);
    }
  });
});
