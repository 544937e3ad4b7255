import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { FailureError } from '../../shared/model/failure';
import { canary, KeyBench, textOf, withBody } from '../support/key-bench';
import type { MadeKey } from '../support/key-files';

const bench = await KeyBench.open();
const { maker, reader } = bench;
// Thousands of readings a test: seconds on a quiet machine, and nobody's promise on a busy one.
vi.setConfig({ testTimeout: 240_000 });

const scratch = maker.path('flipped');
afterAll(() => bench.close());

/** What a damaged file may be called. `internal` would mean that some parser stumbled. */
const refusals = new Set([
  'key-corrupt',
  'key-truncated',
  'key-unsupported',
  'key-not-recognised',
  'key-is-public',
  'key-encoding',
  'passphrase-wrong',
  'passphrase-required',
]);

interface Tally {
  refused: number;
  /** Flips that changed nothing that matters: the very same key came out. */
  harmless: number;
}

/** Reads a damaged file: it is refused by a code, or the damage has not touched the key. */
async function judge(bytes: Buffer, made: MadeKey, secret: string, tally: Tally): Promise<void> {
  writeFileSync(scratch, bytes, { mode: 0o600 });
  try {
    const key = await reader.read(scratch, secret === '' ? null : Buffer.from(secret));
    expect(key.facts.fingerprint).toBe(made.fingerprint);
    tally.harmless += 1;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    expect(refusals).toContain(error.failure.code);
    tally.refused += 1;
  }
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = bit >> 3;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** A bit of every byte of a text, a different one each time; `step` skips bytes where reading is slow. */
async function flipText(made: MadeKey, secret: string, step: number): Promise<Tally> {
  const bytes = Buffer.from(textOf(made));
  const tally = { refused: 0, harmless: 0 };
  for (let at = 0; at < bytes.length; at += step) {
    await judge(flipped(bytes, at * 8 + (at % 7)), made, secret, tally);
  }
  return tally;
}

/** Every bit of what a PEM text carries. */
async function flipBody(made: MadeKey, step = 1): Promise<Tally> {
  const text = textOf(made);
  let bits = 0;
  withBody(text, (body) => {
    bits = body.length * 8;
    return body;
  });
  const tally = { refused: 0, harmless: 0 };
  for (let bit = 0; bit < bits; bit += step) {
    const damaged = withBody(text, (body) => flipped(body, bit));
    await judge(Buffer.from(damaged), made, '', tally);
  }
  return tally;
}

describe('SSH-20: one flipped bit anywhere in what a file carries', () => {
  const commentBits = 8 * 'culvert ecdsa-256'.length;

  it.each([
    [
      'OpenSSH, Ed25519',
      () => maker.sshKeygen('ed25519', 'RFC4716', ''),
      1,
      8 * 'culvert ed25519'.length,
    ],
    ['OpenSSH, ECDSA', () => maker.sshKeygen('ecdsa-256', 'RFC4716', ''), 3, commentBits],
    ['OpenSSH, RSA', () => maker.sshKeygen('rsa-2048', 'RFC4716', ''), 11, commentBits],
    ['SEC1', () => maker.sshKeygen('ecdsa-256', 'PEM', ''), 1, 0],
    ['PKCS#1', () => maker.sshKeygen('rsa-2048', 'PEM', ''), 11, 0],
    ['PKCS#8, ECDSA', () => maker.sshKeygen('ecdsa-256', 'PKCS8', ''), 1, 0],
    ['PKCS#8, RSA', () => maker.sshKeygen('rsa-2048', 'PKCS8', ''), 11, 0],
  ])('%s is refused, or was in the comment', async (_name, make, step, harmless) => {
    const tally = await flipBody(make(), step);
    expect(tally.refused).toBeGreaterThan(500);
    // OpenSSH's format guards nothing but the key: its comment may change unseen.
    if (step === 1) expect(tally.harmless).toBe(harmless);
    else expect(tally.harmless).toBeLessThanOrEqual(harmless);
  });
});

describe('SSH-20: one flipped bit in every byte of the text', () => {
  it.each([
    ['OpenSSH', () => maker.sshKeygen('ecdsa-384', 'RFC4716', ''), '', 1],
    ['PPK 2', () => maker.puttygen('ecdsa-256', 2, ''), '', 1],
    ['PPK 3', () => maker.puttygen('ed25519', 3, ''), '', 1],
    ['PPK 3, RSA', () => maker.puttygen('rsa-2048', 3, ''), '', 3],
    ['encrypted PPK 2', () => maker.puttygen('ed25519', 2, canary), canary, 1],
    [
      'encrypted PPK 3',
      () => maker.puttygen('ed25519', 3, canary, 'argon2id', ',memory=64,passes=1'),
      canary,
      1,
    ],
    ['encrypted PKCS#1', () => maker.sshKeygen('rsa-2048', 'PEM', canary), canary, 3],
    ['encrypted SEC1', () => maker.sshKeygen('ecdsa-256', 'PEM', canary), canary, 1],
    ['encrypted PKCS#8', () => maker.sshKeygen('ecdsa-256', 'PKCS8', canary), canary, 1],
    [
      'encrypted OpenSSH',
      () => maker.sshKeygen('ed25519', 'RFC4716', canary, ['-a', '1']),
      canary,
      7,
    ],
  ])('%s is refused, or does not touch the key', async (_name, make, secret, step) => {
    const made = make();
    const tally = await flipText(made, secret, step);
    expect(tally.refused).toBeGreaterThan(50);
    // Line ends, the case of hexadecimal digits, OpenSSH's comment.
    expect(tally.harmless).toBeLessThan(60);
  });
});
