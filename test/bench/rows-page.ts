import { chromiumThrough } from '../support/chromium';
import { measuredFarAway, onFarSide } from './far-side';
import { atMost, type Outcome, ratio, short, spread } from './figures';
import { type Context, interleaved, type Rounds, roundsOf, withSubjects } from './round';
import type { Subject } from './subjects';

const names = ['ssh', 'culvert', 'culvert-session'] as const;

/** A browser of its own for every load, so that nothing is known beforehand. */
async function load({ port }: Subject, pagePort: number): Promise<number> {
  // Chromium goes to loopback without a proxy, unless it is told not to.
  const browser = await chromiumThrough(port, ['--proxy-bypass-list=<-loopback>']);
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${pagePort}/`, { waitUntil: 'load' });
    const { took, files } = await page.evaluate<{ took: number; files: number }>(`({
      took: performance.getEntriesByType('navigation')[0].loadEventStart,
      files: [...document.images].filter((each) => each.complete && each.naturalWidth > 0).length,
    })`);
    if (files !== 120) throw new Error(`${files} of 120 files have come`);
    return took;
  } finally {
    await browser.close();
  }
}

const roundTripMs = 60;

/** What a page takes through each subject, ms. */
function loads(context: Context): Promise<Rounds<number>> {
  return onFarSide(context, { roundTripMs }, (far) =>
    withSubjects(far, names, undefined, (subjects) =>
      interleaved(
        far,
        subjects,
        (subject) => load(subject, far.crew.pagePort),
        (ms) => `${short(ms)} ms`,
      ),
    ),
  );
}

function told(rounds: Rounds<number>): string {
  const each = names.map((name) => `${name} ${short(spread(roundsOf(rounds, name)).median)}`);
  return `${each.join(', ')} ms`;
}

const row = {
  row: 'page-load',
  what: `a page of 120 files in Chromium, ${roundTripMs} ms by TCP, cold`,
  unit: 'ratio',
  target: atMost(0.9),
} as const;

const withSession = { ...row, what: '… where a session may be opened (--session)' } as const;

export function pageLoad(context: Context): Promise<Outcome[]> {
  return measuredFarAway(context, [row, withSession], async () => {
    const rounds = await loads(context);
    const ssh = roundsOf(rounds, 'ssh');
    return [
      { ...row, ...ratio(roundsOf(rounds, 'culvert'), ssh), behind: told(rounds) },
      {
        ...withSession,
        ...ratio(roundsOf(rounds, 'culvert-session'), ssh),
        behind: told(rounds),
      },
    ];
  });
}
