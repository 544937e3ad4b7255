import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { algorithms, needsStrictExchange, offerFor } from '../../../electron/ssh/algorithms';

const chacha = 'chacha20-poly1305@openssh.com';
const folder = join(import.meta.dirname, '../../../electron');

describe('what is offered', () => {
  it('keeps chacha20 from a server that cannot guard it, and nothing else (SSH-05)', () => {
    const ready = { isReady: true } as const;
    expect(offerFor(['ssh-ed25519'], true, ready).cipher).toEqual(algorithms.cipher);
    expect(offerFor(['ssh-ed25519'], false, ready).cipher).toEqual([chacha, ...algorithms.cipher]);
    expect(algorithms.cipher).toContain('aes128-gcm@openssh.com');
    expect(needsStrictExchange('chacha20-poly1305@openssh.com')).toBe(true);
  });

  it('goes without chacha20 where libsodium cannot be loaded (SSH-04)', () => {
    const missing = { isReady: false, why: 'no library for this system' } as const;
    expect(offerFor(['ssh-ed25519'], false, missing).cipher).toEqual(algorithms.cipher);
  });

  it('holds no SHA-1, no CBC and no fixed group (SSH-03)', () => {
    const names = [...algorithms.kex, ...algorithms.cipher, ...algorithms.hmac].join(' ');
    expect(names).not.toMatch(/sha1|cbc|md5|diffie-hellman|3des|arcfour/);
  });
});

describe('SSH-01: in the source', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  const verifiers = sources.filter(([, text]) => /\bhostVerifier\b/.test(text));

  it('one place answers ssh2 about host keys, and by its callback alone', () => {
    expect(verifiers.map(([name]) => name)).toEqual([join('ssh', 'handshake.ts')]);
    expect(verifiers[0]?.[1]).toContain('hostVerifier: this.#verdict.verifier,');
    const verdict = readFileSync(join(folder, 'ssh', 'host-key-verdict.ts'), 'utf8');
    // ssh2 takes a promise, or anything else that is returned, for a yes.
    expect(verdict).toMatch(/readonly verifier = \(blob: Buffer, verify: [^=]+=> void\): void =>/);
  });
});
