import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ChaChaCipher } from '../../../../electron/ssh/ciphers/chacha20-cipher';
import { ChaChaDecipher } from '../../../../electron/ssh/ciphers/chacha20-decipher';
import {
  openPlainly,
  sealed,
  sealPlainly,
  testChaCha,
} from '../../../../electron/ssh/ciphers/self-test';
import { loadSodium, type Sodium } from '../../../../electron/ssh/ciphers/sodium';
import { lendingPair } from '../../../support/lending-pair';

const sodium = loadSodium();
const key = Buffer.from(Array.from({ length: 64 }, (_, index) => 255 - index));
const data = 94;
const small = Buffer.from([data, 7]);
/** Until the event loop has come round once. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A cipher whose bytes are gathered as a socket would send them. */
function sender(onWrite: (bytes: Buffer) => boolean | undefined = () => true) {
  const sent: Buffer[] = [];
  const cipher = new ChaChaCipher(sodium, {
    outbound: {
      seqno: 3,
      cipherKey: key,
      onWrite: (bytes) => {
        const hasLeft = onWrite(bytes);
        // What has not left is the socket's, which sends it later: it must not have changed by then.
        sent.push(hasLeft === true ? Buffer.from(bytes) : bytes);
        return hasLeft;
      },
    },
  });
  const send = (payload: Buffer) => {
    const packet = cipher.allocPacket(payload.length);
    packet.set(payload, 5);
    cipher.encrypt(packet);
  };
  /** All that was sent, the last of it included. */
  const wire = () => {
    cipher.free();
    return Buffer.concat(sent);
  };
  return { cipher, send, wire, writes: () => sent.length };
}

function receiver(seqno = 3) {
  const payloads: Buffer[] = [];
  const places: ArrayBufferLike[] = [];
  const decipher = new ChaChaDecipher(sodium, {
    inbound: {
      seqno,
      decipherKey: key,
      onPayload: (payload) => {
        payloads.push(Buffer.from(payload));
        places.push(payload.buffer);
        return undefined;
      },
    },
  });
  return { decipher, payloads, places };
}

const payloads = [1, 8, 9, 100, 4_096, 32_768, 5].map((length, index) => {
  return Buffer.alloc(length, index + 1).fill(data, 0, 1);
});

describe('the self-test', () => {
  it('passes with libsodium', () => {
    expect(() => testChaCha(sodium)).not.toThrow();
    expect(sealPlainly(sodium, sealed.key, sealed.sequence, sealed.plain)).toEqual(sealed.packet);
    expect(openPlainly(sodium, sealed.key, sealed.sequence, sealed.packet)).toEqual(sealed.payload);
  });

  it.each([
    ['ChaCha20', { crypto_stream_chacha20: (out: Uint8Array) => void out.fill(0) }],
    ['ChaCha20 from block 1', { crypto_stream_chacha20_xor_ic: () => undefined }],
    ['Poly1305', { crypto_onetimeauth: (tag: Uint8Array) => void tag.fill(0) }],
    ['taken', { crypto_onetimeauth_verify: () => true }],
  ])('finds a library whose %s is wrong', (what, wrong) => {
    expect(() => testChaCha({ ...sodium, ...wrong } as Sodium)).toThrow(what);
  });
});

describe('what one side seals', () => {
  it('is what the other opens, however it is cut on the way', () => {
    const { send, wire } = sender();
    for (const payload of payloads) send(payload);
    for (const piece of [1, 3, 7, 64, 1_000, 32_800, 1 << 20]) {
      const { decipher, payloads: opened } = receiver();
      const bytes = wire();
      for (let at = 0; at < bytes.length; at += piece) {
        const part = Buffer.from(bytes.subarray(at, at + piece));
        decipher.decrypt(part, 0, part.length);
      }
      expect(opened).toEqual(payloads);
    }
  });

  it('is opened in the memory it was read into, whatever end of it came with another read', async () => {
    const { send, wire } = sender();
    const all = Array.from({ length: 40 }, (_, index) =>
      Buffer.alloc(1 + ((index * 7_919) % (64 << 10)), index).fill(data, 0, 1),
    );
    for (const payload of all) send(payload);
    const { near, far, reads, destroy } = await lendingPair();
    reads.lend();
    const { decipher, payloads: opened, places } = receiver();
    const memory = new Set<ArrayBufferLike>();
    near.on('data', (chunk: Buffer) => {
      memory.add(chunk.buffer);
      decipher.decrypt(chunk, 0, chunk.length);
    });
    far.end(wire());
    await once(near, 'end');
    destroy();
    expect(opened).toEqual(all);
    expect(places.filter((place) => !memory.has(place))).toEqual([]);
  });

  it('has padding as RFC 4253, section 6 wants it: 4 bytes at least, the whole in blocks of 8', () => {
    for (let length = 1; length < 40; length += 1) {
      const packet = sender().cipher.allocPacket(length);
      const pad = packet[4] ?? 0;
      expect(pad).toBeGreaterThanOrEqual(4);
      expect(packet.readUInt32BE(0)).toBe(1 + length + pad);
      expect(packet.readUInt32BE(0) % 8).toBe(0);
      expect(packet.length).toBe(4 + 1 + length + pad + 16);
    }
  });

  it('stays as it is while a socket cannot send it', () => {
    const { send, wire } = sender(() => false);
    for (let round = 0; round < 5; round += 1) for (const payload of payloads) send(payload);
    const { decipher, payloads: opened } = receiver();
    decipher.decrypt(wire(), 0, wire().length);
    expect(opened).toEqual([...payloads, ...payloads, ...payloads, ...payloads, ...payloads]);
  });

  it('goes out together while packets are held', async () => {
    const { cipher, send, wire, writes } = sender();
    cipher.hold();
    for (const payload of payloads) send(payload);
    expect(writes()).toBe(0);
    cipher.release();
    expect(writes()).toBe(1);
    send(small);
    cipher.release();
    expect(writes()).toBe(1);
    await turn();
    expect(writes()).toBe(2);
    const { decipher, payloads: opened } = receiver();
    decipher.decrypt(wire(), 0, wire().length);
    expect(opened).toEqual([...payloads, small]);
  });

  it('of a channel leaves once all that had come is served, and much of it at once', async () => {
    const { send, writes } = sender();
    for (let count = 0; count < 50; count += 1) send(small);
    expect(writes()).toBe(0);
    await turn();
    expect(writes()).toBe(1);
    send(Buffer.alloc(32_768, data));
    expect(writes()).toBe(2);
  });

  it('of no channel takes what was said before along, and leaves at once', async () => {
    const { send, wire, writes } = sender();
    send(small);
    send(Buffer.from([1, 11]));
    expect(writes()).toBe(1);
    await turn();
    expect(writes()).toBe(1);
    const { decipher, payloads: opened } = receiver();
    decipher.decrypt(wire(), 0, wire().length);
    expect(opened).toEqual([small, Buffer.from([1, 11])]);
  });

  it('leaves before its cipher does', () => {
    const { cipher, send, writes } = sender();
    cipher.hold();
    send(Buffer.from([data]));
    cipher.free();
    expect(writes()).toBe(1);
    send(Buffer.from([data]));
    expect(writes()).toBe(1);
  });
});

describe('what was falsified', () => {
  const { send, wire } = sender();
  send(Buffer.from([data, 1, 2, 3]));

  it.each(Array.from({ length: wire().length }, (_, at) => at))('is refused: byte %i', (at) => {
    const torn = Buffer.from(wire());
    torn[at] = (torn[at] ?? 0) ^ 0x10;
    const { decipher, payloads: opened } = receiver();
    // A falsified length may also make it wait for more, which never fits either.
    const more = Buffer.concat([torn, Buffer.alloc(40_000)]);
    expect(() => decipher.decrypt(more, 0, more.length)).toThrow(/Bad packet length|Invalid MAC/);
    expect(opened).toEqual([]);
  });

  it('is refused when it comes out of its turn', () => {
    const { decipher } = receiver(4);
    const bytes = Buffer.concat([wire(), Buffer.alloc(40_000)]);
    expect(() => decipher.decrypt(bytes, 0, bytes.length)).toThrow();
  });
});

describe('payloads', () => {
  it('of a channel lie where they were read, all others are copies', () => {
    const { send, wire } = sender();
    send(Buffer.from([data, 7]));
    send(Buffer.from([80, 7]));
    const bytes = Buffer.allocUnsafeSlow(wire().length);
    wire().copy(bytes);
    const places: boolean[] = [];
    const decipher = new ChaChaDecipher(sodium, {
      inbound: {
        seqno: 3,
        decipherKey: key,
        onPayload: (payload) => {
          places.push(payload.buffer === bytes.buffer);
          return undefined;
        },
      },
    });
    decipher.decrypt(bytes, 0, bytes.length);
    expect(places).toEqual([true, false]);
  });

  it('end the work of a decipher that is replaced, at the next packet', () => {
    const { send, wire } = sender();
    const newKeys = Buffer.from([21]);
    send(newKeys);
    send(Buffer.from([data, 1]));
    const bytes = wire();
    const first = sender().cipher.allocPacket(newKeys.length).length;
    const decipher = new ChaChaDecipher(sodium, {
      inbound: { seqno: 3, decipherKey: key, onPayload: () => false },
    });
    expect(decipher.decrypt(bytes, 0, bytes.length)).toBe(first);
  });
});
