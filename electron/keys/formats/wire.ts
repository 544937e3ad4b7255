/** Reads SSH's data types (RFC 4251 section 5) off a buffer, front to back. */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #short: () => Error;
  #at = 0;

  /** @param short makes the error to throw when the bytes end before a value does. */
  constructor(bytes: Buffer, short: () => Error) {
    this.#bytes = bytes;
    this.#short = short;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Buffer {
    if (length > this.left) throw this.#short();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint32(): number {
    return this.take(4).readUInt32BE(0);
  }

  string(): Buffer {
    return this.take(this.uint32());
  }

  /** A string that holds a name; names in SSH are ASCII (RFC 4251 section 6). */
  name(): string {
    return this.string().toString('latin1');
  }

  /** An mpint, or null when it is negative, which no field of a key may be. */
  mpint(): bigint | null {
    const bytes = this.string();
    if (((bytes[0] ?? 0) & 0x80) !== 0) return null;
    return unsigned(bytes);
  }
}

/** The big-endian number that those bytes spell. */
export function unsigned(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** How many bits a number takes, without a sign. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** A number as SSH writes it: four bytes, the highest first (RFC 4251, 5). */
export function wireUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}

/** Bytes, or text as UTF-8, behind their length as SSH writes them (RFC 4251, 5). */
export function wireString(value: Uint8Array | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return Buffer.concat([wireUint32(bytes.length), bytes]);
}

/** A number that is not negative, as an mpint in its shortest form. */
export function wireMpint(value: bigint): Buffer {
  if (value === 0n) return wireUint32(0);
  // One bit more than the number needs leaves room for the sign.
  const length = Math.floor(bitLength(value) / 8) + 1;
  return wireString(Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex'));
}
