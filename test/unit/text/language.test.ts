import { describe, expect, it } from 'vitest';
import { pickLanguage } from '../../../shared/text/language';

describe('the language of a reader', () => {
  it.each([
    [['en-US'], 'en'],
    [['ko-KR', 'en-US'], 'ko'],
    [['ko'], 'ko'],
    [['KO-kr'], 'ko'],
    [['zh-CN'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['zh-Hans-SG'], 'zh-CN'],
    [['cmn-Hans-CN'], 'zh-CN'],
    [['zh-TW', 'zh', 'en'], 'zh-CN'],
    [['zh-Hant-HK', 'en-GB'], 'en'],
    [['zh-TW', 'ko-KR'], 'ko'],
    [['zh-TW'], 'zh-CN'],
    [['zh-Hant', 'ja-JP'], 'zh-CN'],
    [['ja-JP', 'ko-KR', 'en-US'], 'ko'],
    [['de-DE', 'fr'], 'en'],
    [['kok-IN'], 'en'],
    [['ko_KR.UTF-8'], 'ko'],
    [['zh_CN.GB18030@pinyin'], 'zh-CN'],
    [['C.UTF-8'], 'en'],
    [['', '-', 'und'], 'en'],
    [[], 'en'],
  ] as const)('%j is %s', (tags, language) => {
    expect(pickLanguage(tags)).toBe(language);
  });
});
