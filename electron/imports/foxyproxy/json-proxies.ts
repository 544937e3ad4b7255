import { z } from 'zod';
import { linesOf, type SourceLine } from '../lines';
import type { ProxyPattern, SavedProxy } from './proxies';

const text = z.union([z.string(), z.number().transform(String)]).catch('');
const flag = z
  .unknown()
  .optional()
  .transform((value) => value !== false && value !== 'false');

/** A pattern of FoxyProxy 8 and later, or of 6 and 7, where a number tells the kind. */
const patternSchema = z.object({
  pattern: z.string(),
  type: z.union([z.string(), z.number()]).optional(),
  active: flag,
});
const patternsSchema = z.array(patternSchema).catch([]).default([]);

const currentSchema = z.object({
  title: text,
  type: text,
  hostname: text,
  port: text,
  active: flag,
  include: patternsSchema,
  exclude: patternsSchema,
});
const legacySchema = z.object({
  title: text,
  type: z.number(),
  address: text,
  port: text,
  active: flag,
  whitePatterns: patternsSchema,
  blackPatterns: patternsSchema,
});

/** Kinds of FoxyProxy 6 and 7 that are numbers: 3 is SOCKS 5, 4 SOCKS 4; a pattern of 2 an expression. */
const legacyKinds = { socks: [3, 4], expression: 2 } as const;

/**
 * The proxies of FoxyProxy's own JSON: `data` of 8 and later, `proxySettings` of 6, or the flat list
 * by identifier of 7.
 *
 * @throws SyntaxError for what is not JSON.
 */
export function jsonProxies(file: string, source: string): readonly SavedProxy[] {
  const document: unknown = JSON.parse(source);
  const places = new Places(file, source);
  return candidates(document).flatMap((value) => {
    const current = currentSchema.safeParse(value);
    if (current.success && isObject(value) && 'hostname' in value) {
      const { title, type, hostname, port, active, include, exclude } = current.data;
      const kind = /^socks/i.test(type) ? 'socks' : 'other';
      const line = places.next(title);
      return [
        {
          title,
          kind,
          host: hostname,
          port,
          active,
          line,
          patterns: patternsOf(include, exclude, places),
        },
      ];
    }
    const legacy = legacySchema.safeParse(value);
    if (!legacy.success) return [];
    const { title, type, address, port, active, whitePatterns, blackPatterns } = legacy.data;
    const kind = legacyKinds.socks.some((each) => each === type) ? 'socks' : 'other';
    const line = places.next(title);
    return [
      {
        title,
        kind,
        host: address,
        port,
        active,
        line,
        patterns: patternsOf(whitePatterns, blackPatterns, places),
      },
    ];
  });
}

function candidates(document: unknown): readonly unknown[] {
  if (!isObject(document)) return [];
  for (const list of [document['data'], document['proxySettings']]) {
    if (Array.isArray(list)) return list;
  }
  return Object.values(document);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Patterns = z.infer<typeof patternsSchema>;

function patternsOf(include: Patterns, exclude: Patterns, places: Places): readonly ProxyPattern[] {
  const read = (list: Patterns, isExclusion: boolean): ProxyPattern[] =>
    list.map(({ pattern, type, active }) => ({
      text: pattern,
      isExpression: type === 'regex' || type === legacyKinds.expression,
      isExclusion,
      active,
      line: places.next(pattern),
    }));
  return [...read(include, false), ...read(exclude, true)];
}

/** Finds the line of each text as it comes by: JSON.parse tells no places. */
class Places {
  readonly #source: string;
  readonly #lines: readonly SourceLine[];
  #from = 0;

  constructor(file: string, source: string) {
    this.#source = source;
    this.#lines = linesOf(file, source);
  }

  /** The text stands for its line: a whole export may be one line, with passwords in it. */
  next(text: string): SourceLine {
    const written = JSON.stringify(text);
    const found = this.#source.indexOf(written, this.#from);
    if (found !== -1) this.#from = found + written.length;
    const number = found === -1 ? 1 : this.#source.slice(0, found).split(/\r\n|\n|\r/).length;
    return { file: this.#lines[0]?.file ?? '', number, text };
  }
}
