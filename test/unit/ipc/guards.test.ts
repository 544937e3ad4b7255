import { describe, expect, it } from 'vitest';
import { CrashHistory } from '../../../electron/ipc/crash-history';
import { isWithin } from '../../../electron/ipc/message-size';
import { RateLimit } from '../../../electron/ipc/rate-limit';
import { isTrustedSender, isUiUrl } from '../../../electron/ipc/trusted-sender';

describe('our own page', () => {
  it.each(['app://ui/', 'app://ui/index.html', 'app://ui/index.html?x#y', 'APP://ui/'])(
    'is %s',
    (url) => expect(isUiUrl(url)).toBe(true),
  );
  it.each([
    '',
    'about:blank',
    'app:',
    'app://',
    'app://UI.evil/',
    'app://ui.evil/',
    'app://ui@evil/',
    'app://x@ui/',
    'app://ui:8080/',
    'app://evil/ui/',
    'apps://ui/',
    'http://ui/',
    'https://app//ui',
    'file:///app://ui/',
    'data:text/html,app://ui/',
    'javascript:app://ui/',
    'devtools://devtools/x',
  ])('is not %s', (url) => expect(isUiUrl(url)).toBe(false));
});

describe('a sender', () => {
  const main = { url: 'app://ui/index.html' };
  it('is our main frame while it shows our page', () => {
    expect(isTrustedSender(main, main)).toBe(true);
  });
  it('is nobody else', () => {
    expect(isTrustedSender({ ...main }, main)).toBe(false);
    expect(isTrustedSender(null, main)).toBe(false);
    expect(isTrustedSender(null, null)).toBe(false);
    const elsewhere = { url: 'https://evil.example/' };
    expect(isTrustedSender(elsewhere, elsewhere)).toBe(false);
  });
});

describe('the size of a message', () => {
  it.each([
    ['nothing', undefined, 8],
    ['a text', 'x'.repeat(100), 100],
    ['bytes', new Uint8Array(100), 100],
    ['bytes inside', { secret: new Uint8Array(86) }, 100],
    ['a list', Array.from({ length: 11 }, () => 1), 8 + 11 * 8],
  ])('%s', (_name, message, size) => {
    expect(isWithin(size, message)).toBe(true);
    expect(isWithin(size - 1, message)).toBe(false);
  });

  it('stops counting a message that is made to be counted long', () => {
    const round: unknown[] = [];
    round.push(round);
    expect(isWithin(64 * 1024, round)).toBe(false);
    let deep: unknown = 'x';
    for (let level = 0; level < 100; level += 1) deep = { deep };
    expect(isWithin(64 * 1024, deep)).toBe(false);
    expect(isWithin(64 * 1024, new Array(2 ** 32 - 1))).toBe(false);
    let looks = 0;
    const long = new Proxy(
      Array.from({ length: 3_000_000 }, () => 'x'),
      {
        get: (list, key) => {
          looks += 1;
          return Reflect.get(list, key);
        },
      },
    );
    expect(isWithin(64 * 1024, long)).toBe(false);
    expect(looks).toBeLessThan(10);
  });

  it.each([new Map([['a', 'b']]), new Set([1]), new ArrayBuffer(8), new Date(0)])(
    'what the contract has no use for is refused (%#)',
    (message) => expect(isWithin(64 * 1024, message)).toBe(false),
  );
});

describe('the rate of calls', () => {
  it('lets a burst through, then only what time grants', () => {
    let now = 0;
    const limit = new RateLimit(3, 10, () => now);
    expect([limit.take(), limit.take(), limit.take(), limit.take()]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    now = 100;
    expect([limit.take(), limit.take()]).toEqual([true, false]);
    now = 1_000_000;
    expect([1, 2, 3, 4].map(() => limit.take())).toEqual([true, true, true, false]);
  });
});

describe('crashes', () => {
  it('are tolerated twice within a minute, as often as it takes over longer', () => {
    let now = 0;
    const history = new CrashHistory(() => now);
    for (const at of [0, 30_000, 61_000, 95_000]) {
      now = at;
      expect(history.crashed(), String(at)).toBe(true);
    }
    now = 100_000;
    expect(history.crashed()).toBe(false);
    history.forgive();
    expect(history.crashed()).toBe(true);
  });
});
