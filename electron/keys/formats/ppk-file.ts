import { corrupt, truncated, unsupported } from '../key-problem';
import { supportedType } from '../public-blob';
import { decodeBase64 } from './base64';
import { linesOf } from './pem';

/** How the key of an encrypted version 3 file is derived. */
export interface Argon2Parameters {
  readonly variant: 'Argon2d' | 'Argon2i' | 'Argon2id';
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
}

/** The outer layer of a PPK file, decoded and not yet verified. */
export interface PpkFile {
  readonly version: 2 | 3;
  readonly algorithm: string;
  readonly encryption: 'none' | 'aes256-cbc';
  /** One character a byte: the MAC covers the bytes as they stand in the file. */
  readonly comment: string;
  readonly publicBlob: Buffer;
  readonly argon2: Argon2Parameters | null;
  readonly privateBlob: Buffer;
  readonly mac: Buffer;
}

/** Argon2 within these bounds takes seconds at most; PuTTY's own default is 8 MiB, about 13 passes. */
const most = { memoryKib: 256 * 1024, passTimesKib: 16 * 1024 * 1024, parallelism: 64 };

/** Reads `Name: value` lines in the one order the format allows. */
class Lines {
  readonly #lines: readonly string[];
  readonly format: string;
  #at = 0;

  constructor(text: string, format: string) {
    this.#lines = linesOf(text.trimEnd());
    this.format = format;
  }

  next(): string {
    const line = this.#lines[this.#at];
    if (line === undefined) throw truncated(this.format);
    this.#at += 1;
    return line;
  }

  /** The value of the next line, which must be called that. */
  value(name: string): string {
    const line = this.next();
    if (line.startsWith(`${name}: `)) return line.slice(name.length + 2);
    // A trailing space goes missing when the value is empty and the file is trimmed.
    if (line === `${name}:`) return '';
    const last = this.#at === this.#lines.length;
    throw last && `${name}: `.startsWith(line) ? truncated(this.format) : corrupt(this.format);
  }

  number(name: string): number {
    const value = this.value(name);
    if (!/^\d{1,10}$/.test(value)) throw corrupt(this.format);
    return Number(value);
  }

  base64(name: string): Buffer {
    const count = this.number(name);
    let text = '';
    for (let line = 0; line < count; line += 1) text += this.next().trim();
    return decodeBase64(text, this.format);
  }

  hex(name: string): Buffer {
    const value = this.value(name);
    if (!/^([0-9a-f]{2})*$/i.test(value)) throw corrupt(this.format);
    return Buffer.from(value, 'hex');
  }
}

/**
 * Reads the outer layer of a PPK file.
 *
 * @param text the file with one character a byte.
 * @throws KeyProblemError key-unsupported for version 1 and any above 3, for key types and schemes
 *   Culvert does not know, and for Argon2 beyond 256 MiB; key-truncated; key-corrupt.
 */
export function readPpkFile(text: string): PpkFile {
  const version = Number(/^PuTTY-User-Key-File-(\d{1,3}): /.exec(text)?.[1]);
  if (Number.isNaN(version)) throw truncated('ppk');
  if (version !== 2 && version !== 3) throw unsupported(`PuTTY-User-Key-File-${version}`);
  const lines = new Lines(text, version === 2 ? 'ppk2' : 'ppk3');
  const algorithm = supportedType(lines.value(`PuTTY-User-Key-File-${version}`));
  const encryption = lines.value('Encryption');
  const comment = lines.value('Comment');
  if (encryption !== 'none' && encryption !== 'aes256-cbc') throw unsupported(encryption);
  const publicBlob = lines.base64('Public-Lines');
  const argon2 = version === 3 && encryption !== 'none' ? readArgon2(lines) : null;
  const privateBlob = lines.base64('Private-Lines');
  const mac = lines.hex('Private-MAC');
  const macLength = version === 2 ? 20 : 32;
  if (mac.length < macLength) throw truncated(lines.format);
  if (mac.length > macLength) throw corrupt(lines.format);
  if (privateBlob.length === 0) throw corrupt(lines.format);
  if (encryption !== 'none' && privateBlob.length % 16 !== 0) throw corrupt(lines.format);
  return { version, algorithm, encryption, comment, publicBlob, argon2, privateBlob, mac };
}

function readArgon2(lines: Lines): Argon2Parameters {
  const variant = lines.value('Key-Derivation');
  if (variant !== 'Argon2d' && variant !== 'Argon2i' && variant !== 'Argon2id') {
    throw unsupported(variant);
  }
  const memoryKib = lines.number('Argon2-Memory');
  const passes = lines.number('Argon2-Passes');
  const parallelism = lines.number('Argon2-Parallelism');
  const salt = lines.hex('Argon2-Salt');
  // RFC 9106 section 3.1: at least one pass and lane, eight blocks a lane, eight bytes of salt.
  const tooLittle = passes < 1 || parallelism < 1 || memoryKib < 8 * parallelism;
  if (tooLittle || salt.length < 8) throw corrupt(lines.format);
  const tooMuch = memoryKib > most.memoryKib || memoryKib * passes > most.passTimesKib;
  if (tooMuch || parallelism > most.parallelism) {
    throw unsupported(`${variant}, ${memoryKib} KiB, ${passes} passes, ${parallelism} lanes`);
  }
  return { variant, memoryKib, passes, parallelism, salt };
}
