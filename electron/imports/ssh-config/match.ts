import { fitsWildcard } from '../../../shared/model/wildcard';

/** What a Match line is judged by. */
export interface MatchFacts {
  /** What the person types after `ssh`. */
  readonly alias: string;
  /** HostName as far as it is known at this line, else the alias. */
  readonly hostName: string;
  readonly user: string;
  readonly localUser: string;
  readonly tag: string;
  /** The configuration is read a second time, which Match final asks for. */
  readonly final: boolean;
}

export type Judged =
  | { readonly outcome: 'yes' | 'no' | 'malformed' }
  /** It depends on a command, which is never run, or on something only ssh knows at that moment. */
  | { readonly outcome: 'unknown'; readonly criterion: string };

/**
 * Whether the lines after a Match hold (ssh_config(5), Match; readconf.c, match_cfg_line). Nothing is
 * run and nothing is looked up: what would need that is unknown, unless another criterion says no.
 */
export function judgeMatch(args: readonly string[], facts: MatchFacts): Judged {
  let unknown: string | null = null;
  let no = false;
  const words = args.flatMap((arg, index) => splitAtEquals(arg, index, args));
  for (let at = 0; at < words.length; at++) {
    const word = (words[at] ?? '').toLowerCase();
    const negated = word.startsWith('!');
    const name = negated ? word.slice(1) : word;
    const flag = judgeFlag(name, facts);
    if (flag !== null) {
      if (flag === negated) no = true;
      continue;
    }
    at += 1;
    const value = words[at];
    if (value === undefined) return { outcome: 'malformed' };
    const fits = judgeValue(name, value, facts);
    if (fits === null) unknown ??= name;
    else if (fits === negated) no = true;
  }
  if (words.length === 0) return { outcome: 'malformed' };
  if (no) return { outcome: 'no' };
  return unknown === null ? { outcome: 'yes' } : { outcome: 'unknown', criterion: unknown };
}

/** `host=a,b` is `host a,b`. A value may hold an equals sign of its own. */
function splitAtEquals(word: string, index: number, all: readonly string[]): readonly string[] {
  const before = (all[index - 1] ?? '').toLowerCase().replace(/^!/, '');
  const parts = /^(!?[a-z]+)=(.*)$/i.exec(word);
  if (parts === null || valued.has(before)) return [word];
  return [parts[1] ?? '', parts[2] ?? ''];
}

const valued = new Set([
  'host',
  'originalhost',
  'user',
  'localuser',
  'tagged',
  'exec',
  'localnetwork',
]);

function judgeFlag(name: string, { final }: MatchFacts): boolean | null {
  if (name === 'all') return true;
  if (name === 'final') return final;
  // Culvert does not canonicalise names, and so never reads a configuration for that.
  return name === 'canonical' ? false : null;
}

function judgeValue(name: string, list: string, facts: MatchFacts): boolean | null {
  switch (name) {
    case 'host':
      return inList(facts.hostName.toLowerCase(), list.toLowerCase());
    case 'originalhost':
      return inList(facts.alias.toLowerCase(), list.toLowerCase());
    case 'user':
      return inList(facts.user, list);
    case 'localuser':
      return inList(facts.localUser, list);
    case 'tagged':
      return inList(facts.tag, list);
    default:
      return null;
  }
}

/** One negated pattern that fits vetoes the list, wherever it stands. */
function inList(text: string, list: string): boolean {
  return fitsPatterns(text, list.split(','));
}

/** Whether a text fits patterns of which those with a `!` take back (ssh_config(5), PATTERNS). */
export function fitsPatterns(text: string, patterns: readonly string[]): boolean {
  let fits = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (!fitsWildcard(text, negated ? pattern.slice(1) : pattern)) continue;
    if (negated) return false;
    fits = true;
  }
  return fits;
}
