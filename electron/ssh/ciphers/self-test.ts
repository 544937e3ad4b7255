import { ChaChaCipher } from './chacha20-cipher';
import { ChaChaDecipher } from './chacha20-decipher';
import type { Sodium } from './sodium';

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replace(/\s/g, ''), 'hex');
}

/** RFC 8439, appendix A.1, test vector 1: block 0 of the all-zero key and nonce; the original ChaCha agrees there. */
const keyStream = bytes(`
  76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7
  da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586`);
/** The same, test vector 2: block 1. */
const secondBlock = bytes(`
  9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed
  29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f`);

/** RFC 8439, 2.5.2. */
const poly = {
  key: bytes('85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b'),
  text: Buffer.from('Cryptographic Forum Research Group'),
  tag: bytes('a8061dc1305136c6c22b8baf0c0127a9'),
};

/**
 * A packet sealed as OpenSSH's PROTOCOL.chacha20poly1305 says, computed apart from this code: key
 * bytes 0 to 63, packet number 7, the payload, and seven zeros of padding.
 */
export const sealed = {
  key: Buffer.from(Array.from({ length: 64 }, (_, index) => index)),
  sequence: 7,
  payload: Buffer.from('^culvert'),
  plain: Buffer.concat([bytes('00000010 07'), Buffer.from('^culvert'), Buffer.alloc(7)]),
  packet: bytes('a39afcba2f18763622f54f2c186dbbf0d78fd32c8282c198669aeeda423638a4e171d04c'),
};

/** Seals a packet whose bytes are all given, which no real one may be: its padding is not random. */
export function sealPlainly(sodium: Sodium, key: Buffer, sequence: number, plain: Buffer): Buffer {
  let out = Buffer.alloc(0);
  const cipher = new ChaChaCipher(sodium, {
    outbound: {
      seqno: sequence,
      cipherKey: key,
      onWrite: (data) => {
        out = Buffer.from(data);
        return true;
      },
    },
  });
  const packet = cipher.allocPacket(plain.length - 5 - (plain[4] ?? 0));
  plain.copy(packet);
  cipher.encrypt(packet);
  cipher.free();
  return out;
}

/** Opens one packet; throws when it is not what its sender sealed. */
export function openPlainly(sodium: Sodium, key: Buffer, sequence: number, packet: Buffer): Buffer {
  let payload = Buffer.alloc(0);
  const decipher = new ChaChaDecipher(sodium, {
    inbound: {
      seqno: sequence,
      decipherKey: key,
      onPayload: (data) => {
        payload = Buffer.from(data);
        return undefined;
      },
    },
  });
  const copy = Buffer.from(packet);
  decipher.decrypt(copy, 0, copy.length);
  return payload;
}

function assertSame(what: string, actual: Buffer, expected: Buffer): void {
  if (!actual.equals(expected)) throw new Error(`${what} is wrong on this computer`);
}

/**
 * Proves what a library computes before anything is entrusted to it.
 *
 * @throws Error naming what is wrong.
 */
export function testChaCha(sodium: Sodium): void {
  const [zeroKey, zeroNonce] = [Buffer.alloc(32), Buffer.alloc(8)];
  const stream = Buffer.alloc(64);
  sodium.crypto_stream_chacha20(stream, zeroNonce, zeroKey);
  assertSame('ChaCha20', stream, keyStream);
  const second = Buffer.alloc(64);
  sodium.crypto_stream_chacha20_xor_ic(second, second, zeroNonce, 1, zeroKey);
  assertSame('ChaCha20 from block 1', second, secondBlock);
  const tag = Buffer.alloc(16);
  sodium.crypto_onetimeauth(tag, poly.text, poly.key);
  assertSame('Poly1305', tag, poly.tag);
  const { key, sequence, plain, packet, payload } = sealed;
  assertSame('a sealed packet', sealPlainly(sodium, key, sequence, plain), packet);
  assertSame('an opened packet', openPlainly(sodium, key, sequence, packet), payload);
  const torn = Buffer.from(packet);
  torn[9] = (torn[9] ?? 0) ^ 1;
  let isRefused = false;
  try {
    openPlainly(sodium, key, sequence, torn);
  } catch {
    isRefused = true;
  }
  if (!isRefused) throw new Error('a falsified packet was taken on this computer');
}
