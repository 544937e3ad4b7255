import { transportName } from '../transports';
import { type Dictionary, lookUp, words } from './words';
import { simplifiedChineseApp } from './zh-cn-app';
import { simplifiedChineseAws } from './zh-cn-aws';
import { simplifiedChineseLogin } from './zh-cn-login';
import { simplifiedChineseServer } from './zh-cn-server';
import { simplifiedChineseTraffic } from './zh-cn-traffic';
import { simplifiedChineseWays } from './zh-cn-ways';

/** Words for every failure, in simplified Chinese. */
export const simplifiedChinese: Dictionary = {
  ...simplifiedChineseWays,
  ...simplifiedChineseServer,
  ...simplifiedChineseLogin,
  ...simplifiedChineseTraffic,
  ...simplifiedChineseAws,
  ...simplifiedChineseApp,
  'no-way-left': ({ attempts }) =>
    words(
      `到第一台服务器的 ${attempts.length} 种连接方式都失败了。`,
      attempts
        .map(
          ({ transport, cause }) =>
            `${transportName(transport, 'zh-CN')}：${lookUp(simplifiedChinese, cause).what}`,
        )
        .join(''),
      attempts[0] === undefined
        ? '请点击“启动”重试。'
        : lookUp(simplifiedChinese, attempts[0].cause).next,
    ),
};
