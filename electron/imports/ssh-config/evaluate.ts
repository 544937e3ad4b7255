import type { SourceLine } from '../lines';
import { leftOut, refused, taken, type Verdicts } from '../verdicts';
import type { ConfigFile, ConfigNode } from './config-file';
import { fitsPatterns, judgeMatch, type MatchFacts } from './match';

/** A value and the line that gave it. */
export interface Setting {
  readonly value: string;
  readonly words: readonly string[];
  readonly line: SourceLine;
}

/** Where a setting stands that no file holds. */
const nowhere: SourceLine = { file: '', number: 0, text: '' };

/** What a configuration says for one host: for most keywords the first value, for some all of them. */
export interface HostSettings {
  readonly alias: string;
  /** The Host line that names it in full. */
  readonly named: SourceLine | null;
  readonly first: ReadonlyMap<string, Setting>;
  readonly all: ReadonlyMap<string, readonly Setting[]>;
  /** A Match that could not be judged may have said more. */
  readonly matchNotRun: boolean;
}

export interface Person {
  readonly localUser: string;
}

const single = new Set([
  'hostname',
  'user',
  'port',
  'proxyjump',
  'proxycommand',
  'hostkeyalias',
  'tag',
  'preferredauthentications',
  'clearallforwardings',
]);
const several = new Set(['identityfile', 'dynamicforward', 'localforward', 'remoteforward']);
const commands = new Set([
  'localcommand',
  'remotecommand',
  'knownhostscommand',
  'permitlocalcommand',
  'xauthlocation',
  'pkcs11provider',
  'securitykeyprovider',
]);

/** Two ways to say how a host is reached: the first of either kind counts. */
const rivals: Readonly<Record<string, string>> = {
  proxyjump: 'proxycommand',
  proxycommand: 'proxyjump',
};

/**
 * What ssh would use for a host, reading from top to bottom and keeping the first value of each
 * keyword (ssh_config(5)). Says at each line what became of it.
 *
 * @param given what was said before the file is read, as on ssh's command line, by keyword.
 */
export function evaluate(
  config: ConfigFile,
  alias: string,
  person: Person,
  verdicts: Verdicts,
  given: Readonly<Record<string, string>> = {},
): HostSettings {
  const reading = new Reading(alias, person, verdicts);
  reading.give(given);
  reading.walk(config, false);
  // ssh reads everything again when a Match final is there; values already found stay.
  if (reading.wantsFinal) reading.again(config);
  return reading.settings();
}

class Reading {
  readonly #first = new Map<string, Setting>();
  readonly #all = new Map<string, Setting[]>();
  readonly #alias: string;
  readonly #person: Person;
  readonly #verdicts: Verdicts;
  #active = true;
  #final = false;
  #undecided: string | null = null;
  #matchNotRun = false;
  #named: SourceLine | null = null;
  wantsFinal = false;

  constructor(alias: string, person: Person, verdicts: Verdicts) {
    this.#alias = alias;
    this.#person = person;
    this.#verdicts = verdicts;
  }

  settings(): HostSettings {
    return {
      alias: this.#alias,
      named: this.#named,
      first: this.#first,
      all: this.#all,
      matchNotRun: this.#matchNotRun,
    };
  }

  give(given: Readonly<Record<string, string>>): void {
    for (const [keyword, value] of Object.entries(given)) {
      this.#first.set(keyword, { value, words: [value], line: nowhere });
    }
  }

  again(config: ConfigFile): void {
    this.#final = true;
    this.#active = true;
    this.#undecided = null;
    this.walk(config, false);
  }

  /** @param never within a block that does not hold: no Host or Match inside can make it hold. */
  walk(file: ConfigFile, never: boolean): void {
    for (const node of file.nodes) this.#take(node, never);
  }

  #take(node: ConfigNode, never: boolean): void {
    if (node.keyword === 'host') this.#host(node, never);
    else if (node.keyword === 'match') this.#match(node, never);
    else if (node.keyword === 'include') this.#include(node, never);
    else if (this.#active && !never) this.#set(node);
    else if (this.#undecided !== null && !never) {
      this.#verdicts.give(node.line, leftOut({ code: 'match-not-run' }));
    }
  }

  #host(node: ConfigNode, never: boolean): void {
    this.#undecided = null;
    const name = this.#final ? this.#hostName() : this.#alias;
    this.#active = !never && fitsPatterns(name, node.args);
    if (!this.#active) return;
    if (node.args.includes(this.#alias)) this.#named ??= node.line;
    this.#verdicts.give(node.line, taken);
  }

  #match(node: ConfigNode, never: boolean): void {
    if (/\bfinal\b/i.test(node.line.text)) this.wantsFinal = true;
    const judged = judgeMatch(node.args, this.#facts());
    this.#active = !never && judged.outcome === 'yes';
    this.#undecided = null;
    if (never) return;
    if (judged.outcome === 'yes') this.#verdicts.give(node.line, taken);
    else if (judged.outcome === 'malformed') {
      this.#verdicts.give(node.line, refused({ code: 'malformed' }));
    } else if (judged.outcome === 'unknown') {
      const { criterion } = judged;
      this.#undecided = criterion;
      this.#matchNotRun = true;
      this.#verdicts.give(
        node.line,
        leftOut(
          criterion === 'exec'
            ? { code: 'match-not-run' }
            : { code: 'match-not-judged', criterion },
        ),
      );
    }
  }

  #include(node: ConfigNode, never: boolean): void {
    const active = this.#active;
    if (active && !never && node.included.length > 0) this.#verdicts.give(node.line, taken);
    for (const file of node.included) {
      this.walk(file, never || !active);
      // What an included file ends in does not outlast it.
      this.#active = active;
      this.#undecided = null;
    }
  }

  #set(node: ConfigNode): void {
    const { keyword, line } = node;
    // ssh stops at a second word where one belongs; together they are no host, user or port either.
    const setting: Setting = { value: node.args.join(' '), words: node.args, line };
    if (several.has(keyword)) {
      const known = this.#all.get(keyword) ?? [];
      if (!known.some((each) => each.line === line)) this.#all.set(keyword, [...known, setting]);
      return;
    }
    if (!single.has(keyword)) {
      this.#verdicts.give(
        line,
        leftOut(
          commands.has(keyword)
            ? { code: 'command-not-taken' }
            : { code: 'not-used', name: node.name },
        ),
      );
      return;
    }
    const known = this.#first.get(keyword) ?? this.#first.get(rivals[keyword] ?? '');
    if (known !== undefined && known.line !== line) {
      this.#verdicts.give(line, leftOut({ code: 'earlier-line-wins' }));
    } else if (known === undefined) this.#first.set(keyword, setting);
  }

  #facts(): MatchFacts {
    return {
      alias: this.#alias,
      hostName: this.#hostName(),
      user: this.#first.get('user')?.value ?? this.#person.localUser,
      localUser: this.#person.localUser,
      tag: this.#first.get('tag')?.value ?? '',
      final: this.#final,
    };
  }

  #hostName(): string {
    return hostNameOf(this.#first.get('hostname')?.value, this.#alias);
  }
}

/** HostName with its tokens filled in (ssh_config(5), TOKENS): `%h` is what was typed. */
export function hostNameOf(value: string | undefined, alias: string): string {
  return value === undefined
    ? alias
    : value.replace(/%[h%]/g, (token) => (token === '%h' ? alias : '%'));
}

/** Marks a line as one that made a tunnel what it is. */
export function credit(verdicts: Verdicts, setting: Setting | undefined): void {
  if (setting !== undefined && setting.line !== nowhere) verdicts.give(setting.line, taken);
}
