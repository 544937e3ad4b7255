import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask, defaultHeader, logFolder, record } from '../../support/flows';

/** Records that hardly shrink: files of this many are too large to be read in one piece. */
function incompressible(count: number): string[] {
  return Array.from({ length: count }, () => {
    const bytes = randomBytes(8);
    const far = `10.${bytes.readUInt8(0)}.${bytes.readUInt8(1)}.${bytes.readUInt8(2)}`;
    return record(`10.0.0.1 ${far}`, `${33_000 + (bytes.readUInt16BE(3) % 20_000)} 443`, {
      start: 1_764_000_000 + bytes.readUInt16BE(5),
    });
  });
}
const large = 150_000;
const good = record('10.0.0.1 52.219.1.1', '40000 443');
const bad = good.replace('443', 'https');

describe('lines of files that are read together', () => {
  it('are named by their own file, whatever precedes the records there', async () => {
    const lines = { plain: [defaultHeader, good, good], late: [good, good, good, bad] };
    const folder = logFolder({
      'a.log.gz': [...lines.plain, bad].join('\n'),
      'b.log': ['', '', ...lines.plain, '2 1', bad, good, ''].join('\n'),
      'c.log.gz': [`\uFEFF${defaultHeader}`, good, good, good, bad].join('\r\n'),
      'd.log': [`\uFEFF${good}`, bad, good].join('\r'),
      'e.log.gz': lines.late.join('\n'),
    });
    const { summary } = await ask([folder]);
    const named = summary.problems.map(({ file, line, code, detail }) =>
      [file, line, code, detail].join(' '),
    );
    expect(named).toEqual([
      'a.log.gz 4 not-a-number dstport',
      'b.log 6 wrong-columns 2 / 14',
      'b.log 7 not-a-number dstport',
      'c.log.gz 5 not-a-number dstport',
      'd.log 2 not-a-number dstport',
      'e.log.gz 4 not-a-number dstport',
    ]);
    expect(summary).toMatchObject({ records: 13, malformed: 6, files: 5 });
  });

  it('end in whatever way they do, even in two ways in one file', async () => {
    const folder = logFolder({ 'mixed.log': `${defaultHeader}\r\n${good}\n${good}\r\n${good}` });
    expect((await ask([folder])).summary).toMatchObject({ records: 3, problems: [] });
  });

  it('are read from more than one text, and told of as they are', async () => {
    const text = [defaultHeader, ...Array.from({ length: 10_000 }, () => good)].join('\n');
    const packed = gzipSync(text);
    const files = Array.from({ length: 40 }, (_, index) => [`${100 + index}.log.gz`, packed]);
    const last = gzipSync([...text.split('\n'), bad].join('\n'));
    const folder = logFolder({ ...Object.fromEntries(files), 'last.log.gz': last });
    const told: number[] = [];
    const progress = (_step: string, done: number, total: number | null) =>
      told.push(done / (total ?? Number.NaN));
    const { summary } = await ask([folder], { progress });
    expect(summary).toMatchObject({ records: 410_000, files: 41 });
    expect(summary.problems).toMatchObject([{ file: 'last.log.gz', line: 10_002 }]);
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });
});

describe('files that are too large for one piece', () => {
  const records = incompressible(large);

  it('are inflated block by block, up to where one breaks', async () => {
    const whole = gzipSync([defaultHeader, ...records].join('\n'));
    expect(whole.length).toBeGreaterThan(2 ** 21);
    const folder = logFolder({
      'a-whole.log.gz': whole,
      'b-cut.log.gz': whole.subarray(0, whole.length / 2),
      'c-small.log': [good, bad].join('\n'),
    });
    const { summary } = await ask([folder]);
    const [cut, small] = summary.problems;
    expect(cut).toMatchObject({ file: 'b-cut.log.gz', code: 'truncated' });
    expect(small).toMatchObject({ file: 'c-small.log', line: 2, code: 'not-a-number' });
    const kept = summary.records - large - 1;
    expect(kept).toBeGreaterThan(large / 3);
    expect(cut?.line, 'the line after the last that was kept, behind the header').toBe(kept + 2);
  });

  it.each([
    ['line feeds', '\n', '\n'],
    ['both', '\r\n', '\r\n'],
    ['first both, then line feeds', '\r\n', '\n'],
  ])(
    'are read without being copied first, or with, when lines end in %s',
    async (_, first, end) => {
      const header = defaultHeader.toUpperCase();
      const folder = logFolder({
        'large.log': `${header}${first}${[...records, bad, good].join(end)}`,
        'small.log': `${good}\n`,
      });
      const { summary } = await ask([folder]);
      expect(summary).toMatchObject({ records: large + 2, files: 2 });
      expect(summary.problems).toEqual([
        { file: 'large.log', line: large + 2, code: 'not-a-number', detail: 'dstport', count: 1 },
      ]);
    },
  );

  it('do not cost the others when DuckDB cannot make lines of them', async () => {
    const folder = logFolder({
      'large.log': [defaultHeader, ...records, `${good}\r`, good].join('\n'),
      'small.log': `${good}\n`,
    });
    const { summary } = await ask([folder]);
    expect(summary.records).toBe(1);
    expect(summary.problems).toMatchObject([{ file: 'large.log', line: null, code: 'unreadable' }]);
  });
});
