/** What a proxy command is to be told (ssh_config(5), TOKENS). */
export interface CommandTokens {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

export type ParsedCommand =
  | { readonly kind: 'program'; readonly program: string; readonly args: readonly string[] }
  /** It has pipes, variables or the like, which only a shell understands. */
  | { readonly kind: 'shell'; readonly line: string };

/** What a POSIX shell would act upon outside quotes, and what it would inside double ones. */
const active = /[|&;<>()$`*?[\]~#!{}\n]/;
const activeInQuotes = /[$`]/;

/**
 * Takes a proxy command apart. Where it is one program with arguments, no shell is needed, and what
 * is put into it for a token stays one argument whatever it holds.
 *
 * @param platform as Node names it: on Windows a backslash separates folders and escapes nothing.
 */
export function parseCommand(
  command: string,
  tokens: CommandTokens,
  platform: NodeJS.Platform,
): ParsedCommand {
  const words = splitWords(command, platform === 'win32');
  const [program, ...args] = (words ?? []).filter((word, at) => at > 0 || word !== 'exec');
  if (program === undefined) return { kind: 'shell', line: expand(command, tokens) };
  const filled = args.map((word) => expand(word, tokens));
  return { kind: 'program', program: expand(program, tokens), args: filled };
}

/** The words of a command, or null when a shell must read it. */
function splitWords(command: string, isWindows: boolean): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < command.length; at += 1) {
    const character = command[at] ?? '';
    const next = command[at + 1];
    if (quote !== null) {
      if (character === quote) quote = null;
      else if (quote === '"' && !isWindows && activeInQuotes.test(character)) return null;
      else if (
        quote === '"' &&
        character === '\\' &&
        (next === '"' || (next === '\\' && !isWindows))
      ) {
        word += next;
        at += 1;
      } else word += character;
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === '"' || (character === "'" && !isWindows)) {
      quote = character;
      word ??= '';
    } else if (character === '\\' && !isWindows) {
      if (next === undefined) return null;
      word = (word ?? '') + next;
      at += 1;
    } else if (active.test(character) || (words.length === 0 && character === '=')) return null;
    else word = (word ?? '') + character;
  }
  if (quote !== null) return null;
  return word === null ? words : [...words, word];
}

function expand(text: string, { host, port, user }: CommandTokens): string {
  const values: Readonly<Record<string, string>> = {
    '%%': '%',
    '%h': host,
    '%n': host,
    '%p': String(port),
    '%r': user,
  };
  return text.replace(/%[%hnpr]/g, (token) => values[token] ?? token);
}
