import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask, defaultHeader, logFolder, record } from '../../support/flows';

const good = record('10.0.0.1 52.219.1.1', '40000 443');
const many = Array.from({ length: 20_000 }, (_, index) =>
  record('10.0.0.1 52.219.1.1', `${33_000 + ((index * 7919) % 20_000)} 443`, {
    start: 1_764_000_000 + ((index * 104_729) % 5_000),
  }),
);
const packed = gzipSync([defaultHeader, ...many].join('\n'));

describe('files that cannot all be read', () => {
  it('keeps what precedes the end of a cut gzip, and says where it breaks', async () => {
    const folder = logFolder({ 'cut.log.gz': packed.subarray(0, packed.length / 2) });
    const { summary } = await ask([folder]);
    expect(summary.problems).toEqual([
      {
        file: 'cut.log.gz',
        line: summary.records + 2,
        code: 'truncated',
        detail: 'gzip',
        count: 1,
      },
    ]);
    expect(summary.records).toBeGreaterThan(5_000);
  });

  it('does not hang on a damaged gzip, and reads the files beside it', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0x58, damaged.length / 2, damaged.length / 2 + 12);
    const folder = logFolder({
      'damaged.log.gz': damaged,
      'good.log': `${defaultHeader}\n${good}\n`,
    });
    const { summary, destinations } = await ask([folder]);
    expect(summary.problems).toContainEqual(
      expect.objectContaining({ file: 'damaged.log.gz', code: 'corrupt' }),
    );
    expect(destinations[0]).toMatchObject({ destination: '52.219.1.1', port: 443 });
  });

  it('names each line that is no record, and reads the rest', async () => {
    const lines = [defaultHeader, good, '2 1 eni-0a 10.0.0.1', good.replace('443', 'https'), good];
    const folder = logFolder({ 'a/b.log.gz': lines.join('\n') });
    const { summary } = await ask([folder]);
    expect(summary.problems).toEqual([
      { file: 'a/b.log.gz', line: 3, code: 'wrong-columns', detail: '4 / 14', count: 1 },
      { file: 'a/b.log.gz', line: 4, code: 'not-a-number', detail: 'dstport', count: 1 },
    ]);
    expect(summary).toMatchObject({ records: 2, malformed: 2, files: 1 });
  });

  it('counts what it does not name: a file in another format than its header says', async () => {
    const wrong = Array.from({ length: 50 }, () => `${good} extra`);
    const folder = logFolder({ 'long.log': [defaultHeader, good, ...wrong].join('\n') });
    const { summary } = await ask([folder]);
    expect(summary.problems).toHaveLength(3);
    expect(summary.malformed).toBe(50);
    expect(summary.records).toBe(1);
  });

  it.each([
    [
      'one with another order',
      '5 eni-0a 10.0.0.1 52.219.1.1 40000 443 6 10 4000 100 159 ACCEPT OK 2',
    ],
    [
      'one whose account comes later',
      record('10.0.0.1 52.219.1.1', '40000 443').replace('2 1234', 'vpc-1 1234'),
    ],
    ['one whose last field is another', good.replace(/OK$/, 'egress')],
  ])('takes no format of as many fields for the default one: %s', async (_what, line) => {
    const { summary } = await ask([logFolder({ 'a.log': `${line}\n` })]);
    expect(summary.problems).toMatchObject([{ code: 'format-unknown', detail: '14' }]);
    expect(summary.records).toBe(0);
  });

  it.each([
    ['NODATA', '2 123456789012 eni-0a - - - - - - - 100 159 - NODATA'],
    ['no interface', good.replace('eni-0a', '-')],
    ['an account not known', good.replace('123456789012', 'unknown')],
    ['IPv6', good.replace('10.0.0.1', '2001:db8::1').replace('52.219.1.1', '::ffff:52.219.1.1')],
  ])('takes a first record with %s for the default one', async (_what, line) => {
    const { summary } = await ask([logFolder({ 'a.log': `${line}\n${good}\n` })]);
    expect(summary).toMatchObject({ records: 2, problems: [] });
  });

  it('reads files of different formats side by side', async () => {
    const custom = 'interface-id srcaddr dstaddr srcport dstport protocol bytes tcp-flags';
    const folder = logFolder({
      'default.log': `${defaultHeader}\n${good}\n`,
      'custom.log': `${custom}\neni-0a 10.0.0.1 10.0.0.9 41000 8020 6 77 2\n`,
    });
    const { summary, destinations } = await ask([folder]);
    expect(summary.records).toBe(2);
    expect(destinations).toContainEqual(
      expect.objectContaining({
        destination: '10.0.0.9',
        port: 8020,
        bytes: 77,
        evidence: 'flags',
      }),
    );
  });

  it('does not take a second header for a record', async () => {
    const folder = logFolder({
      'joined.log': [defaultHeader, good, defaultHeader, good].join('\n'),
    });
    expect((await ask([folder])).summary).toMatchObject({ records: 2, problems: [] });
  });

  it('says what other logs are', async () => {
    const folder = logFolder({
      'alb.log.gz':
        'http 2026-11-22T22:22:48.364000Z app/lb/1 10.0.0.1:2817 10.0.0.2:80 0.000 0.001 0.000 200 200 34 366 "GET / HTTP/1.1"',
      'trail.log': '{"Records":[{"eventVersion":"1.08"}]}',
      'no-header.log': `${good} 22`,
      'lacking.log': 'version srcaddr dstaddr\n2 10.0.0.1 10.0.0.2\n',
      'nothing.log': '',
      'good.log': good,
    });
    const { summary } = await ask([folder]);
    const told = Object.fromEntries(
      summary.problems.map(({ file, code, detail }) => [file, [code, detail]]),
    );
    expect(told).toEqual({
      'alb.log.gz': ['not-flow-log', 'load balancer access log'],
      'trail.log': ['not-flow-log', 'CloudTrail'],
      'no-header.log': ['format-unknown', '15'],
      'lacking.log': ['columns-missing', 'interface-id, srcport, dstport, protocol'],
      'nothing.log': ['empty', ''],
    });
    expect(summary.records).toBe(1);
  });

  it('says that a folder is empty and that a path leads nowhere', async () => {
    const folder = logFolder({});
    const { summary } = await ask([folder, `${folder}/absent`]);
    expect(summary.problems.map(({ code, detail }) => [code, detail])).toEqual([
      ['empty', 'folder'],
      ['unreadable', 'ENOENT'],
    ]);
    expect(summary.records).toBe(0);
  });

  it('stops when it is called off, and leaves nothing behind', async () => {
    const controller = new AbortController();
    const folder = logFolder({ 'a.log': [defaultHeader, ...many].join('\n') });
    const asked = ask([folder], { signal: controller.signal });
    controller.abort(new Error('called off'));
    await expect(asked).rejects.toThrow('called off');
  });
});
