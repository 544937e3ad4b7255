import { describe, expect, it } from 'vitest';
import {
  decide,
  dueAt,
  gapMs,
  type Heard,
  nothingHeard,
  type TunnelNotice,
} from '../../../electron/app/notice-rules';
import { noticeWords } from '../../../electron/app/notice-words';
import type { PageCheck } from '../../../shared/model/reach';
import type { TunnelState } from '../../../shared/model/tunnel-state';
import { failureLine } from '../../../shared/text/failures';
import { states } from './builders';

const lost = { code: 'connection-lost', host: 'b.example', port: 22, why: 'silent' } as const;
const refused = { code: 'destination-refused', host: 'node', port: 8088 } as const;

function named(name: TunnelState['state']): TunnelState {
  const state = states.find((each) => each.state === name);
  if (state === undefined) throw new Error(`no ${name}`);
  return state.state === 'reconnecting' ? { ...state, cause: lost } : state;
}

/** A life of a tunnel as the clock shows it: when, and what was heard then. */
type Life = readonly (readonly [at: number, heard: Heard])[];

const is = (name: TunnelState['state'], watched = false): Heard => ({
  what: 'state',
  state: named(name),
  watched,
});

const good: PageCheck = { outcome: 'answering', status: 200, milliseconds: 3 };
const bad: PageCheck = { outcome: 'failed', cause: refused, milliseconds: 3 };

function looked(checks: number, ...results: PageCheck[]): Heard {
  const pages = results.map((check, at) => ({ url: `http://node:${8088 + at}/`, check }));
  return {
    what: 'reach',
    reach: { profileId: 'etl', ssh: null, forwards: 'yes', pages, checking: false, checks },
  };
}

/** Everything told in that life, with the clock waking the rules up whenever they ask for it. */
function told(life: Life, until: number): readonly [at: number, notice: TunnelNotice][] {
  let memory = nothingHeard;
  const notices: [number, TunnelNotice][] = [];
  const hear = (at: number, heard: Heard) => {
    const decision = decide(memory, heard, at);
    memory = decision.memory;
    if (decision.notice !== null) notices.push([at, decision.notice]);
  };
  const wakeBefore = (at: number) => {
    for (let due = dueAt(memory); due !== null && due <= at; due = dueAt(memory)) {
      hear(due, { what: 'time' });
    }
  };
  for (const [at, heard] of life) {
    wakeBefore(at);
    hear(at, heard);
  }
  wakeBefore(until);
  return notices;
}

const start: Life = [
  [0, is('connecting')],
  [10, is('up')],
];

describe('notifications', () => {
  it.each<[what: string, life: Life, kinds: readonly [number, TunnelNotice['kind']][]]>([
    ['a start says nothing', start, []],
    [
      'a gap healed in time says nothing',
      [...start, [1000, is('reconnecting')], [1000 + gapMs - 1, is('up')]],
      [],
    ],
    [
      'a longer gap is told once, however often a dial fails, and its end once',
      [
        ...start,
        [1000, is('reconnecting')],
        [3000, is('reconnecting')],
        [9000, is('reconnecting')],
        [60_000, is('up')],
        [61_000, is('up')],
      ],
      [
        [6000, 'lost'],
        [60_000, 'back'],
      ],
    ],
    [
      'a crashed engine that brings the tunnel back in time says nothing',
      [...start, [1000, is('reconnecting')], [1500, is('connecting')], [2500, is('up')]],
      [],
    ],
    ['doubt alone says nothing', [...start, [1000, is('suspect')], [90_000, is('up')]], []],
    [
      'FLT-06: a tunnel that needs a person says so once',
      [...start, [1000, is('blocked')], [2000, is('blocked')]],
      [[1000, 'attention']],
    ],
    [
      'a loss that turns out to need a person is told as both',
      [...start, [1000, is('reconnecting')], [9000, is('blocked')]],
      [
        [6000, 'lost'],
        [9000, 'attention'],
      ],
    ],
    [
      'a start that fails is told to whoever does not watch',
      [
        [0, is('connecting')],
        [9, is('blocked')],
      ],
      [[9, 'attention']],
    ],
    [
      'a start that fails before the eyes of a person is not',
      [
        [0, is('connecting')],
        [9, is('blocked', true)],
      ],
      [],
    ],
    ['what was blocked when the app began is old', [[0, is('blocked')]], []],
    [
      'a stop in a gap ends the matter',
      [...start, [1000, is('reconnecting')], [2000, is('stopping')], [2100, is('stopped')]],
      [],
    ],
    [
      'a tunnel that never was up has lost nothing',
      [
        [0, is('connecting')],
        [1, is('reconnecting')],
      ],
      [],
    ],
  ])('%s', (_what, life, kinds) => {
    expect(told(life, 600_000).map(([at, { kind }]) => [at, kind])).toEqual(kinds);
  });

  it('tell of pages that answered and were missed twice, together and once', () => {
    const life: Life = [
      ...start,
      [100, looked(1, good, good, bad)],
      [200, looked(2, bad, bad, bad)],
      [201, looked(2, bad, bad, bad)],
      [300, looked(3, bad, bad, bad)],
      [400, looked(4, bad, bad, bad)],
      [500, looked(5, good, bad, bad)],
      [600, looked(6, bad, bad, bad)],
      [700, looked(7, good, good, bad)],
    ];
    expect(told(life, 1000)).toEqual([
      [300, { kind: 'page', page: 'node:8088', cause: refused, others: 1 }],
    ]);
  });

  it('do not count a check made while the tunnel was away', () => {
    const life: Life = [
      ...start,
      [100, looked(1, good)],
      [200, looked(2, bad)],
      [300, is('reconnecting')],
      [310, looked(3, bad)],
      [400, is('up')],
      [410, looked(4, good)],
      [420, looked(5, bad)],
    ];
    expect(told(life, 1000)).toEqual([]);
  });
});

describe.each(['en', 'ko', 'zh-CN'] as const)('the words of notifications in %s', (language) => {
  const notices: readonly TunnelNotice[] = [
    { kind: 'attention', cause: lost },
    { kind: 'lost', cause: lost },
    { kind: 'back' },
    { kind: 'page', page: 'node:8088', cause: refused, others: 0 },
    { kind: 'page', page: 'node:8088', cause: refused, others: 2 },
  ];

  it('name the tunnel and say of a failure what every other place says', () => {
    const words = notices.map((notice) => noticeWords(notice, 'Nightly ETL', language));
    expect(new Set(words.map(({ title }) => title)).size).toBe(notices.length);
    for (const [at, { title, body }] of words.entries()) {
      expect(title).toContain('Nightly ETL');
      const notice = notices[at];
      if (notice === undefined || notice.kind === 'back') continue;
      expect(body).toBe(failureLine(notice.cause, language));
    }
  });
});
