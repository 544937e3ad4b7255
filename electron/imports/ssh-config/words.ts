import type { SourceLine } from '../lines';

/** One setting of an ssh_config file. */
export interface Directive {
  readonly line: SourceLine;
  /** In lower case: keywords are read without regard to case. */
  readonly keyword: string;
  /** As it is written. */
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * Reads a line as OpenSSH does (readconf.c, process_config_line_depth; misc.c, argv_split): a
 * keyword, then blanks or one `=`, then words, which may be quoted. A `#` that begins a word ends
 * the line.
 *
 * @returns null for a blank line or a comment; `malformed` for a quote without an end or a keyword
 *   without a value.
 */
export function readDirective(line: SourceLine): Directive | 'malformed' | null {
  const text = line.text.trim();
  if (text === '' || text.startsWith('#')) return null;
  const parts = /^([^\s=]+)(?:[ \t]*=[ \t]*|[ \t]+)?(.*)$/.exec(text);
  const [, name = '', rest = ''] = parts ?? [];
  if (name === '') return 'malformed';
  const keyword = name.toLowerCase();
  const args = wholeLine.has(keyword) && rest !== '' ? [rest] : splitWords(rest);
  if (args === null || args.length === 0) return 'malformed';
  return { line, keyword, name, args };
}

/** Their value is what a shell would be given: quotes and all, to the end of the line. */
const wholeLine = new Set(['proxycommand', 'localcommand', 'remotecommand', 'knownhostscommand']);

/** @returns null when a quote has no end. */
export function splitWords(text: string): string[] | null {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    while (isBlank(text[at])) at++;
    if (at >= text.length || text[at] === '#') break;
    const word = readWord(text, at);
    if (word === null) return null;
    words.push(word.value);
    at = word.end;
  }
  return words;
}

function readWord(text: string, start: number): { value: string; end: number } | null {
  let value = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const letter = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (letter === '\\' && (/['"\\]/.test(next) || (quote === '' && next === ' '))) {
      value += next;
      at++;
    } else if (quote === '' && isBlank(letter)) break;
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (quote !== '' && letter === quote) quote = '';
    else value += letter;
  }
  return quote === '' ? { value, end: at } : null;
}

function isBlank(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t';
}
