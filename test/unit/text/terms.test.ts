import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../shared/text/', import.meta.url));

/** The words of one language, by file. */
function texts(language: 'ko' | 'zh-cn'): [name: string, text: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => new RegExp(`(^|-)${language}(-|\\.ts$)`).test(basename(name)))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

/** What a reader would take for a second thing, or for another one, and the word that is used. */
const avoided: Record<'ko' | 'zh-cn', readonly (readonly [RegExp, string])[]> = {
  ko: [
    [/암호문(?!구)/, '암호 문구: 암호문 is what a cipher makes'],
    [/거절/, '거부, as in 연결 거부'],
    [/닿/, '접속 or 연결: hands reach, computers connect'],
    [/끕니다/, '끌어다 놓습니다: 끕니다 switches off'],
  ],
  'zh-cn': [
    [/密码短语/, '密钥口令'],
    [/你/, '您'],
    [/应答/, '响应'],
    [/SSH 代理(?!程序)/, 'SSH 代理程序: 代理 is a proxy'],
    [/途径/, '连接方式'],
    [/专有网络/, '虚拟私有云, as AWS says'],
  ],
};

describe.each(['ko', 'zh-cn'] as const)('one word for one thing in %s', (language) => {
  it('has words to look at', () => {
    expect(texts(language).length).toBeGreaterThan(15);
  });

  it.each(avoided[language])('never %s', (word, instead) => {
    const found = texts(language).filter(([, text]) => word.test(text));
    expect(
      found.map(([name]) => name),
      `say ${instead}`,
    ).toEqual([]);
  });
});
