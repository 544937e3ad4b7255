import { transportName } from '../transports';
import { koreanApp } from './ko-app';
import { koreanAws } from './ko-aws';
import { koreanLogin } from './ko-login';
import { koreanServer } from './ko-server';
import { koreanTraffic } from './ko-traffic';
import { koreanWays } from './ko-ways';
import { type Dictionary, lookUp, words } from './words';

/** Words for every failure, in Korean. */
export const korean: Dictionary = {
  ...koreanWays,
  ...koreanServer,
  ...koreanLogin,
  ...koreanTraffic,
  ...koreanAws,
  ...koreanApp,
  'no-way-left': ({ attempts }) =>
    words(
      `첫 서버로 가는 ${attempts.length}가지 경로가 모두 실패했습니다.`,
      attempts
        .map(
          ({ transport, cause }) =>
            `${transportName(transport, 'ko')}: ${lookUp(korean, cause).what}`,
        )
        .join(' '),
      attempts[0] === undefined
        ? '시작을 눌러 다시 시도하세요.'
        : lookUp(korean, attempts[0].cause).next,
    ),
};
