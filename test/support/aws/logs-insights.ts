import type { AwsFixtures, AwsParams } from './endpoint';
import { AwsRefusal } from './refusals';

type Event = Readonly<Record<string, string>>;
type Value = string | number | null;

/** What Logs finds by itself in records of the default format, in their order. */
const discovered =
  'version accountId interfaceId srcAddr dstAddr srcPort dstPort protocol packets bytes startTime endTime action logStatus';

/**
 * CloudWatch Logs with those records in it: it evaluates the part of its query language that Culvert
 * speaks, over the span asked for, and refuses what the service refuses.
 */
export function logsFixtures(lines: readonly string[], start: (line: string) => number) {
  const answers: object[][] = [];
  const fixtures: AwsFixtures[string] = {
    StartQuery: ({ queryString, startTime, endTime, limit = 10_000 }: AwsParams) => {
      if (queryString.length > 10_000) {
        const message = 'Member must have length less than or equal to 10000';
        throw new AwsRefusal('InvalidParameterException', message, 400);
      }
      const events = lines
        .filter((line) => start(line) >= startTime && start(line) <= endTime)
        .map((line) => ({ '@message': line, ...named(discovered.split(' '), line) }));
      answers.push(answer(queryString, events).slice(0, limit));
      return { queryId: `q-${answers.length - 1}` };
    },
    GetQueryResults: ({ queryId }: AwsParams) => ({
      status: 'Complete',
      statistics: { bytesScanned: 1_000 },
      results: answers[Number(queryId.slice(2))],
    }),
  };
  return fixtures;
}

function named(names: readonly string[], line: string): Event {
  const words = line.split(' ');
  const last = words.slice(names.length - 1).join(' ');
  return Object.fromEntries(
    names.map((name, at) => [name, at === names.length - 1 ? last : (words[at] ?? '')]),
  );
}

/** The rows of a query. */
function answer(query: string, events: readonly Event[]): object[][] {
  let found = events;
  for (const command of query.split('\n| ')) {
    const [word = ''] = command.split(' ');
    const rest = command.slice(word.length + 1);
    if (word === 'parse') found = found.map((event) => ({ ...event, ...parsed(rest, event) }));
    else if (word === 'filter') {
      found = found.filter(new Expression(rest).test());
    } else if (word === 'stats') return stats(rest, found);
    else throw new Error(`no command: ${command}`);
  }
  throw new Error(`no stats: ${query}`);
}

function parsed(text: string, event: Event): Event {
  const [, names = ''] = /^@message "[* ]+" as (.+)$/.exec(text) ?? [];
  return named(names.split(', '), event['@message'] ?? '');
}

function stats(text: string, events: readonly Event[]): object[][] {
  const [sums = '', by = ''] = text.split(' by ');
  const keys = by === '' ? [] : by.split(', ');
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const key = JSON.stringify(keys.map((each) => event[each]));
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()].map((group) => [
    ...keys.map((field) => ({ field, value: group[0]?.[field] ?? '' })),
    ...sums.split(', ').map((sum) => summed(sum, group)),
  ]);
}

function summed(text: string, group: readonly Event[]): object {
  const [, what, of = '', field] = /^(\w+)\(([\w*]+)\) as (\w+)$/.exec(text) ?? [];
  const values = group.map((event) => Number(event[of]));
  const value = {
    count: () => group.length,
    sum: () => values.reduce((sum, each) => sum + each, 0),
    min: () => Math.min(...values),
    max: () => Math.max(...values),
  }[what as 'count' | 'sum' | 'min' | 'max']();
  return { field, value: String(value) };
}

type Test = (event: Event) => boolean;
type Get = (event: Event) => Value;

/** A condition as a function of an event: `or`, `and`, `not`, comparisons and lists. */
class Expression {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/"[^"]*"|[\w@.-]+|[<>]=|[()[\],=<>]/g) ?? [];
  }

  test(): Test {
    const test = this.#or();
    if (this.#at < this.#tokens.length) throw new Error(`what is ${this.#tokens[this.#at]}?`);
    return test;
  }

  #next(token: string): boolean {
    const isNext = this.#tokens[this.#at] === token;
    if (isNext) this.#at += 1;
    return isNext;
  }

  #or(): Test {
    const tests = [this.#and()];
    while (this.#next('or')) tests.push(this.#and());
    return (event) => tests.some((test) => test(event));
  }

  #and(): Test {
    const tests = [this.#not()];
    while (this.#next('and')) tests.push(this.#not());
    return (event) => tests.every((test) => test(event));
  }

  #not(): Test {
    if (this.#next('not')) {
      const test = this.#not();
      return (event) => !test(event);
    }
    if (this.#next('(')) {
      const test = this.#or();
      if (!this.#next(')')) throw new Error('no end of a bracket');
      return test;
    }
    return this.#next('false') ? () => false : this.#comparison();
  }

  #comparison(): Test {
    const left = this.#value();
    const negated = this.#next('not');
    const sign = this.#tokens[this.#at++];
    if (sign === 'in') {
      const list = this.#list();
      return (event) => list.has(comparable(left(event), list)) !== negated;
    }
    const right = this.#value();
    const both = (event: Event) => [Number(left(event)), Number(right(event))] as const;
    if (sign === '=') return (event) => left(event) === right(event);
    if (sign === '>=') return (event) => both(event)[0] >= both(event)[1];
    if (sign === '<=') return (event) => both(event)[0] <= both(event)[1];
    if (sign === '<') return (event) => both(event)[0] < both(event)[1];
    throw new Error(`no comparison: ${sign}`);
  }

  #list(): ReadonlySet<Value> {
    const list = new Set<Value>();
    if (!this.#next('[')) throw new Error('no list');
    do list.add(this.#value()({}));
    while (this.#next(','));
    if (!this.#next(']')) throw new Error('no end of a list');
    return list;
  }

  #value(): Get {
    const token = this.#tokens[this.#at++] ?? '';
    if (token.startsWith('"')) return () => token.slice(1, -1);
    if (/^\d+$/.test(token)) return () => Number(token);
    return (event) => {
      if (!(token in event)) throw new Error(`no field: ${token}`);
      return event[token] ?? null;
    };
  }
}

/** Texts of digits are numbers where they are compared with numbers. */
function comparable(value: Value, list: ReadonlySet<Value>): Value {
  const [first] = list;
  return typeof first === 'number' && value !== '-' ? Number(value) : value;
}
