import { describe, expect, it } from 'vitest';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { shippedRangesDay } from '../../shared/model/shipped-ranges';
import { culvert } from '../support/cli';
import { defaultHeader, logFolder, record, testFolder } from '../support/flows';

const folder = logFolder({
  'AWSLogs/123456789012/vpcflowlogs/ap-northeast-2/2026/11/22/1.log.gz': [
    defaultHeader,
    record('10.0.0.1 52.219.1.1', '41000 443'),
    record('52.219.1.1 10.0.0.1', '443 41000'),
    record('10.0.0.1 10.0.9.9', '41000 25', { action: 'REJECT' }),
    record('10.0.0.1 10.0.0.2', '41000 45000'),
    'not a record',
  ].join('\n'),
});
const dataDir = testFolder();

it('moves no terminal’s cursor with what a record holds', async () => {
  const hostile = logFolder({
    'a.log': [
      defaultHeader,
      record('10.0.0.1 52.219.1.1', '41000 443'),
      record('10.0.0.1 52.219.1.1', '41000 443', { eni: 'eni-0\u001b[2Jb' }),
      `\u001b]0;x ${record('10.0.0.1 52.219.1.1', '41000 443')}`,
    ].join('\n'),
  });
  const run = culvert(['flows', hostile], { dataDir });
  expect(await run.ended, run.stderr()).toBe(0);
  expect(run.stdout()).toContain('eni-0\\u{001b}[2Jb');
  expect(run.stdout() + run.stderr()).not.toContain('\u001b');
});

const runtimes = [
  { name: 'Node', options: async () => ({}) },
  {
    // DuckDB's library, loaded by the Node that ships inside Electron.
    name: 'Electron as Node',
    options: async () => ({
      runtime: (await electronRuntime()).executablePath,
      env: { ELECTRON_RUN_AS_NODE: '1' },
    }),
  },
];

describe.each(runtimes)('culvert flows in $name', ({ options }) => {
  it('prints a destination a line, then the summary', async () => {
    const run = culvert(['flows', folder, '--json'], { dataDir, ...(await options()) });
    expect(await run.ended, run.stderr()).toBe(0);
    const lines = run.events();
    expect(lines[0]).toMatchObject({
      group: 'eni-0a',
      initiator: 'node',
      destination: '52.219.1.1',
      // By the ranges that come with Culvert.
      service: 'S3',
      port: 443,
      protocol: 'tcp',
      bytes: 8_000,
      packets: 20,
      action: 'ACCEPT',
      verdict: 'allowed',
      rule: { protocol: 'tcp', fromPort: 443, toPort: 443 },
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ destination: '10.0.9.9', port: 25, verdict: 'rejected' }),
    );
    expect(lines.at(-1)).toMatchObject({
      summary: {
        ...{ engine: 'local', records: 4, skipped: 0, malformed: 1, undecided: 0, files: 1 },
        rangesMade: shippedRangesDay,
      },
    });
    expect(run.stderr()).toMatch(/1\.log\.gz, line 6: .*3 \/ 14/);
  });
});

describe('culvert flows', () => {
  it('names services by a copy of the published ranges, the narrower service first', async () => {
    const ranges = logFolder({
      'ip-ranges.json': JSON.stringify({
        prefixes: [
          { ip_prefix: '52.219.0.0/16', region: 'ap-northeast-2', service: 'AMAZON' },
          { ip_prefix: '52.219.0.0/20', region: 'ap-northeast-2', service: 'S3' },
          { ip_prefix: '52.219.0.0/20', region: 'ap-northeast-2', service: 'EC2' },
        ],
      }),
    });
    const run = culvert(
      [
        'flows',
        folder,
        '--ip-ranges',
        `${ranges}/ip-ranges.json`,
        '--region',
        'ap-northeast-2',
        '--json',
      ],
      { dataDir },
    );
    expect(await run.ended, run.stderr()).toBe(0);
    expect(run.events()[0]).toMatchObject({
      service: 'S3',
      verdict: 'allowed',
      rule: { need: 's3' },
    });
  });

  it('keeps to interfaces and times', async () => {
    const args = ['flows', folder, '--eni', 'eni-0b', '--from', '2025-11-24T16:00Z', '--json'];
    const run = culvert(args, { dataDir });
    expect(await run.ended).toBe(1);
    expect(run.events().at(-1)).toMatchObject({ summary: { records: 0 } });
  });

  it('says where a span of time could not be kept to', async () => {
    const untimed = logFolder({
      'a.log':
        'interface-id srcaddr dstaddr srcport dstport protocol\neni-0a 10.0.0.1 52.219.1.1 41000 443 6',
    });
    const run = culvert(['flows', untimed, '--from', '2026-11-22'], { dataDir });
    expect(await run.ended, run.stderr()).toBe(0);
    expect(run.stderr()).toContain('The format of 1 file lacks “start” or “end”');
  });

  it('says when a security group would not take the rules', async () => {
    const hosts = Array.from({ length: 70 }, (_, at) =>
      record(`10.0.0.1 203.0.113.${2 * at}`, '41000 25'),
    );
    const many = logFolder({ 'a.log': [defaultHeader, ...hosts].join('\n') });
    const run = culvert(['flows', many, '--json'], { dataDir });
    expect(await run.ended, run.stderr()).toBe(0);
    expect(run.stderr()).toContain('72 outbound rules are proposed');
    expect(run.events().at(-1)).toMatchObject({
      summary: { ruleLoads: [{ group: null, ipv4: 72, ipv6: 2 }] },
    });
  });

  it.each([
    [[], 'which flow log files'],
    [['a.log', '--engine', 'spark'], '--engine takes'],
    [['a.log', '--from', 'yesterday'], '--from takes'],
    [['a.log', '--eni', 'i-1'], '--eni takes'],
    [['a.log', '--ip-ranges', 'package.json'], '--ip-ranges takes a copy'],
    [['a.log', '--format', 'nothing known'], '--format takes'],
  ])('refuses %j', async (args, words) => {
    const run = culvert(['flows', ...args], { dataDir });
    expect(await run.ended).toBe(2);
    expect(run.stderr()).toContain(words);
  });
});
