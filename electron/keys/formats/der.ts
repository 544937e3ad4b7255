import { corrupt, truncated } from '../key-problem';
import { unsigned } from './wire';

/** The tags (X.690 section 8) that occur in private keys. */
export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  /** Context tags of RFC 5915 (parameters, public key) and RFC 5958 (attributes, public key). */
  explicit0: 0xa0,
  explicit1: 0xa1,
  implicit1: 0x81,
} as const;

/** Reads DER (X.690 section 10), front to back, and takes only its one proper spelling. */
export class DerReader {
  readonly #bytes: Buffer;
  readonly #format: string;
  #at = 0;

  constructor(bytes: Buffer, format: string) {
    this.#bytes = bytes;
    this.#format = format;
  }

  /** The tag of the next element, or null at the end. */
  peek(): number | null {
    return this.#bytes[this.#at] ?? null;
  }

  /** The content of the next element, which must have that tag. */
  take(tag: number): Buffer {
    if (this.peek() !== tag) throw corrupt(this.#format);
    const start = this.#at + 1;
    const { length, from } = this.#length(start);
    if (from + length > this.#bytes.length) throw corrupt(this.#format);
    this.#at = from + length;
    return this.#bytes.subarray(from, this.#at);
  }

  #length(at: number): { length: number; from: number } {
    const first = this.#bytes[at];
    if (first === undefined) throw corrupt(this.#format);
    if (first < 0x80) return { length: first, from: at + 1 };
    const count = first & 0x7f;
    const from = at + 1 + count;
    // A key file has at most 64 KiB, so that three bytes of length are always enough.
    if (count < 1 || count > 3 || from > this.#bytes.length) throw corrupt(this.#format);
    const length = this.#bytes.readUIntBE(at + 1, count);
    const shortest = length >= 0x80 && length >= 2 ** (8 * (count - 1));
    if (!shortest) throw corrupt(this.#format);
    return { length, from };
  }

  nested(tag: number): DerReader {
    return new DerReader(this.take(tag), this.#format);
  }

  /** An INTEGER that is not negative, in its shortest form. */
  integer(): bigint {
    const bytes = this.take(tags.integer);
    const [first, second] = bytes;
    const padded = first === 0 && second !== undefined && second < 0x80;
    if (first === undefined || first >= 0x80 || padded) throw corrupt(this.#format);
    return unsigned(bytes);
  }

  /** An OBJECT IDENTIFIER in dotted form (X.690 section 8.19). */
  oid(): string {
    const bytes = this.take(tags.oid);
    const numbers: number[] = [];
    let value = 0;
    for (const byte of bytes) {
      value = value * 128 + (byte & 0x7f);
      if (byte >= 0x80) continue;
      numbers.push(value);
      value = 0;
    }
    const [first, ...rest] = numbers;
    if (first === undefined || value !== 0) throw corrupt(this.#format);
    const top = Math.min(Math.floor(first / 40), 2);
    return [top, first - top * 40, ...rest].join('.');
  }

  /** The bytes of a BIT STRING that is a whole number of them. */
  bits(tag: number = tags.bitString): Buffer {
    const bytes = this.take(tag);
    if (bytes[0] !== 0) throw corrupt(this.#format);
    return bytes.subarray(1);
  }

  /** Throws unless everything was read. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw corrupt(this.#format);
  }
}

/** Whether the bytes are one whole SEQUENCE: what a wrong decryption all but never yields. */
export function isSequence(bytes: Buffer): boolean {
  const reach = sequenceReach(bytes);
  return reach !== null && reach === bytes.length;
}

/** Throws key-truncated when the bytes are a SEQUENCE that says it goes on beyond them. */
export function refuseTruncated(bytes: Buffer, format: string): void {
  const reach = sequenceReach(bytes);
  if (reach !== null && reach > bytes.length) throw truncated(format);
}

/** Where a SEQUENCE at the start says that it ends, or null when there is none. */
function sequenceReach(bytes: Buffer): number | null {
  const first = bytes[1];
  if (bytes[0] !== tags.sequence || first === undefined) return null;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count < 1 || count > 3 || bytes.length < 2 + count) return null;
  return 2 + count + bytes.readUIntBE(2, count);
}
