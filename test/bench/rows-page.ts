import { chromiumThrough } from '../support/chromium';
import { atMost, ratio, short, spread, type Verdict } from './figures';
import { type Context, interleaved, roundsOf, withSubjects } from './round';
import type { Subject, SubjectName } from './subjects';

const names = ['ssh', 'culvert'] as const;

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

export async function pageLoad(context: Context): Promise<Verdict[]> {
  const link = await context.crew.link(context.bench.sshd.port, { roundTripMs: 60 });
  try {
    const rounds = await withSubjects(context, names, link.port, (subjects) =>
      interleaved(
        context,
        subjects,
        (subject) => load(subject, context.crew.pagePort),
        (ms) => `${short(ms)} ms`,
      ),
    );
    const told = (name: SubjectName) => `${name} ${short(spread(roundsOf(rounds, name)).median)}`;
    return [
      {
        row: 'page-load',
        what: 'a page of 120 files in Chromium, 60 ms link, cold',
        ...ratio(roundsOf(rounds, 'culvert'), roundsOf(rounds, 'ssh')),
        unit: 'ratio',
        target: atMost(0.9),
        behind: `${names.map(told).join(', ')} ms`,
      },
    ];
  } finally {
    await link.close();
  }
}
