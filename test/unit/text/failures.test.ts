import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../shared/model/failure';
import { failureSchema } from '../../../shared/model/failure-schema';
import { type Language, languageSchema } from '../../../shared/model/language';
import { failureLine, failureWords } from '../../../shared/text/failures';
import { inCommand } from '../../../shared/text/failures/data';
import { failureSamples } from './failure-samples';

const samples: readonly Failure[] = Object.values(failureSamples).flat();
const languages = languageSchema.options;
const cases = languages.flatMap((language) => samples.map((failure) => ({ language, failure })));

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const hostile = 'x\r\n\u001b[2J\u202egpj\u2028\u0085\u200b<img onerror=a>';

function allWords(failure: Failure, language: Language): string {
  const { what, cause, next } = failureWords(failure, language);
  return [what, cause, next].join(' ');
}

type Path = readonly (string | number)[];

/** Every text and number inside a failure, with the way to it. */
function leaves(value: unknown, path: Path = []): { path: Path; leaf: string | number }[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ path, leaf: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

function withLeaf(failure: Failure, path: Path, leaf: string): unknown {
  const copy: unknown = structuredClone(failure);
  let place = copy;
  for (const step of path.slice(0, -1)) place = Reflect.get(Object(place), step);
  Reflect.set(Object(place), path.at(-1) ?? '', leaf);
  return copy;
}

/** Texts of a failure that may be anything, as opposed to codes the model enumerates. */
function freeTexts(failure: Failure): Path[] {
  return leaves(failure)
    .filter(({ leaf }) => typeof leaf === 'string')
    .map(({ path }) => path)
    .filter((path) => failureSchema.safeParse(withLeaf(failure, path, hostile)).success);
}

describe('the words of failures', () => {
  it('cover every code of the model with samples the model takes', () => {
    const codes = failureSchema.options.map((option) => option.shape.code.value);
    expect(Object.keys(failureSamples).sort()).toEqual([...codes].sort());
    for (const failure of samples) expect(failureSchema.parse(failure)).toEqual(failure);
  });

  it.each(cases)('say three things in $language for $failure.code', ({ language, failure }) => {
    const words = failureWords(failure, language);
    for (const text of [words.what, words.cause, words.next]) {
      expect(text.trim()).toBe(text);
      expect(text.length).toBeGreaterThan(4);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
      expect(text).not.toMatch(unseen);
    }
    expect(new Set(Object.values(words)).size).toBe(3);
  });

  it.each(cases)('name the data in $language for $failure.code', ({ language, failure }) => {
    const words = allWords(failure, language);
    const free = new Set(freeTexts(failure).map((path) => path.join('.')));
    for (const { path, leaf } of leaves(failure)) {
      // A name that has no address has no use for a port either.
      if (failure.code === 'bastion-unresolvable' && path[0] === 'port') continue;
      if (typeof leaf === 'number' || free.has(path.join('.'))) expect(words).toContain(`${leaf}`);
    }
  });

  it.each(languages)('differ for every code and every reason in %s', (language) => {
    const texts = samples.map((failure) => allWords(failure, language));
    expect(new Set(texts).size).toBe(samples.length);
  });

  it.each(samples)('are translated for $code', (failure) => {
    const english = failureWords(failure, 'en');
    const korean = failureWords(failure, 'ko');
    const chinese = failureWords(failure, 'zh-CN');
    for (const part of ['what', 'cause', 'next'] as const) {
      expect(english[part]).not.toMatch(/[\p{Script=Hangul}\p{Script=Han}]/u);
      expect(korean[part]).toMatch(/\p{Script=Hangul}/u);
      expect(chinese[part]).toMatch(/\p{Script=Han}/u);
      expect(chinese[part]).not.toMatch(/\p{Script=Hangul}/u);
    }
  });
});

describe('hostile data in failures', () => {
  it.each(cases)('stays on one line in $language for $failure.code', ({ language, failure }) => {
    for (const path of freeTexts(failure)) {
      const parsed = failureSchema.parse(withLeaf(failure, path, hostile));
      expect(failureLine(parsed, language)).not.toMatch(unseen);
      const words = allWords(parsed, language);
      expect(words).not.toMatch(unseen);
      expect(words).toContain(
        'x\\r\\n\\u{001b}[2J\\u{202e}gpj\\u{2028}\\u{0085}\\u{200b}<img onerror=a>',
      );
    }
  });

  it.each(['$(reboot).pem', 'a`id`.pem', 'a;id.pem', "a'b.pem", 'a"b.pem', '-rf', '%PATH%', 'a&b'])(
    'never puts %s into a command people might paste',
    (name) => {
      expect(inCommand(name)).toBe('KEYFILE');
      for (const language of languages) {
        const { next } = failureWords({ code: 'key-unsupported', name, type: 'ssh-dss' }, language);
        expect(next).toContain('puttygen KEYFILE ');
        expect(next).not.toContain(name);
      }
    },
  );

  it('quotes a name with spaces and leaves plain names alone', () => {
    expect(inCommand('my key.pem')).toBe('"my key.pem"');
    expect(inCommand('키-2026.ppk')).toBe('키-2026.ppk');
  });
});

describe('the line of a failure', () => {
  it.each(cases)('holds what happened and what to do in $language for $failure.code', (one) => {
    const { what, next } = failureWords(one.failure, one.language);
    const line = failureLine(one.failure, one.language);
    expect(line.startsWith(what)).toBe(true);
    expect(line.endsWith(next)).toBe(true);
  });

  it.each(languages)('says nothing of a region in %s where there is none', (language) => {
    const host = 'ip-ranges.amazonaws.com';
    const place = { host, region: '' };
    const unreachable = { code: 'aws-unreachable', ...place, why: 'name' } as const;
    expect(failureLine(unreachable, language)).toMatch(/[(（]ip-ranges\.amazonaws\.com[)）]/);
    const refused = { code: 'aws-refused', action: 'GET x', region: '', reason: '302' } as const;
    expect(failureLine({ ...refused, detail: host }, language)).toMatch(
      /^ip-ranges\.amazonaws\.com.*GET x.*302/,
    );
  });

  it('writes IPv6 addresses with brackets and shortens long lists', () => {
    const unreachable = { code: 'bastion-unreachable', host: 'fd00::1', port: 22 } as const;
    expect(failureLine({ ...unreachable, why: 'timeout' }, 'en')).toContain('[fd00::1]:22');
    const offered = Array.from({ length: 64 }, (_item, index) => `method-${index}`);
    const mismatch = { code: 'algorithms-mismatch', host: 'b', port: 22, kind: 'mac' } as const;
    const { cause } = failureWords({ ...mismatch, offered }, 'en');
    expect(cause).toContain('method-5, …');
    expect(cause).not.toContain('method-6');
  });
});
