import { createHash, randomBytes } from 'node:crypto';

/**
 * Fields whose text is a code or a name of software, the same on everybody's computer. Everything
 * else that is text may name a person, a host or a network, and becomes a mark.
 */
const plainFields: ReadonlySet<string> = new Set([
  'agent',
  'browser',
  'check',
  'cipher',
  'code',
  'encoding',
  'format',
  'forwards',
  'keyExchange',
  'kind',
  'machine',
  'method',
  'offered',
  'outcome',
  'scope',
  'software',
  'stage',
  'state',
  'transport',
  'type',
  'warning',
  'why',
]);

/** What such a text looks like; anything else in these fields came from outside and is marked. */
const plainText = /^[\w.@+-]{1,64}$/;

/**
 * Marks texts. One rule for all of them: `~` and the first eight hexadecimal digits of SHA-256 over
 * a salt and the text. The salt is made for one report and then forgotten, so that the same host
 * has the same mark throughout a report and nobody can try names until a mark fits.
 */
export class Redactor {
  readonly #salt: Buffer;

  constructor(salt: Buffer = randomBytes(32)) {
    this.#salt = salt;
  }

  mark(text: string): string {
    if (text === '') return '';
    const hash = createHash('sha256').update(this.#salt).update(text.toLowerCase());
    return `~${hash.digest('hex').slice(0, 8)}`;
  }

  /** A copy of plain data in which every text that is no code is a mark; numbers stay. */
  data<Data>(data: Data): Data {
    return this.#copy(data, '') as Data;
  }

  #copy(value: unknown, field: string): unknown {
    if (typeof value === 'string') {
      return plainFields.has(field) && plainText.test(value) ? value : this.mark(value);
    }
    if (Array.isArray(value)) return value.map((item) => this.#copy(item, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.#copy(item, key)]),
    );
  }
}
