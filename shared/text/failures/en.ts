import { transportName } from '../transports';
import { englishApp } from './en-app';
import { englishAws } from './en-aws';
import { englishLogin } from './en-login';
import { englishServer } from './en-server';
import { englishTraffic } from './en-traffic';
import { englishWays } from './en-ways';
import { type Dictionary, lookUp, words } from './words';

/** Words for every failure, in English. */
export const english: Dictionary = {
  ...englishWays,
  ...englishServer,
  ...englishLogin,
  ...englishTraffic,
  ...englishAws,
  ...englishApp,
  'no-way-left': ({ attempts }) =>
    words(
      `None of ${attempts.length} ways to the first server worked.`,
      attempts
        .map(
          ({ transport, cause }) =>
            `${transportName(transport, 'en')}: ${lookUp(english, cause).what}`,
        )
        .join(' '),
      attempts[0] === undefined
        ? 'Press Start to try them again.'
        : lookUp(english, attempts[0].cause).next,
    ),
};
