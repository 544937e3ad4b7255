import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { formatText } from '../../../electron/flows/record-format';
import { untimedLine } from '../../../shared/text/flows';
import { ask, defaultHeader, logFolder, record } from '../../support/flows';

const flagsHeader =
  'interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status tcp-flags pkt-srcaddr pkt-dstaddr';

describe('who opened a connection', () => {
  it('follows the flags, and carries them to records without any', async () => {
    const line = (between: string, ports: string, start: number, flags: number) =>
      `eni-0a ${between} ${ports} 6 1 100 ${start} ${start + 59} ACCEPT OK ${flags} - -`;
    const folder = logFolder({
      'a.log': [
        flagsHeader,
        line('10.0.0.1 10.0.0.2', '41000 45000', 100, 2),
        line('10.0.0.2 10.0.0.1', '45000 41000', 100, 18),
        line('10.0.0.2 10.0.0.1', '45000 41000', 160, 0),
        line('10.0.0.1 10.0.0.2', '41000 45000', 161, 0),
        line('10.0.0.1 10.0.0.3', '50000 50001', 90, 0),
      ].join('\n'),
    });
    const { destinations } = await ask([folder]);
    expect(destinations).toContainEqual(
      expect.objectContaining({
        initiator: 'node',
        destination: '10.0.0.2',
        port: 45_000,
        records: 4,
        bytes: 400,
        evidence: 'flags',
      }),
    );
  });

  it('takes the earlier of two opposite records where ports say nothing, and nothing for a tie', async () => {
    const folder = logFolder({
      'a.log': [
        defaultHeader,
        record('10.0.0.1 10.0.0.2', '41000 45000', { start: 101 }),
        record('10.0.0.2 10.0.0.1', '45000 41000', { start: 100 }),
        record('10.0.0.1 10.0.0.3', '42000 46000', { start: 100 }),
        record('10.0.0.3 10.0.0.1', '46000 42000', { start: 100 }),
      ].join('\n'),
    });
    const { destinations, summary } = await ask([folder]);
    expect(destinations).toContainEqual(
      expect.objectContaining({ destination: '10.0.0.2', initiator: 'peer', evidence: 'pair' }),
    );
    expect(destinations).toContainEqual(
      expect.objectContaining({
        destination: '10.0.0.3',
        initiator: 'unknown',
        verdict: 'undecided',
      }),
    );
    expect(summary.undecided).toBe(2);
  });

  it('does not take a late packet that was refused for an attempt', async () => {
    const folder = logFolder({
      'a.log': [
        flagsHeader,
        'eni-0a 10.0.0.1 10.0.9.9 8088 41000 6 1 40 100 159 REJECT OK 1 - -',
        'eni-0a 10.0.0.1 10.0.9.8 41000 25 6 1 40 100 159 REJECT OK 2 - -',
      ].join('\n'),
    });
    const { destinations } = await ask([folder]);
    const verdicts = Object.fromEntries(
      destinations.map((each) => [each.destination, each.verdict]),
    );
    expect(verdicts).toMatchObject({ '10.0.9.9': 'undecided', '10.0.9.8': 'rejected' });
  });

  it('leaves out an interface that only passes packets on, and says how many records it had', async () => {
    const folder = logFolder({
      'a.log': [
        flagsHeader,
        'eni-0f 10.0.9.1 52.1.1.1 2000 443 6 1 40 100 159 ACCEPT OK 2 10.0.0.1 52.1.1.1',
        'eni-0f 52.1.1.1 10.0.9.1 443 2000 6 1 40 100 159 ACCEPT OK 18 52.1.1.1 10.0.0.1',
      ].join('\n'),
    });
    const { destinations, summary } = await ask([folder]);
    expect(destinations.filter(({ verdict }) => verdict !== 'unused')).toEqual([]);
    expect(summary.relayed).toBe(2);
  });
});

describe('records that hold no traffic', () => {
  it('counts NODATA and SKIPDATA as AWS writes them', async () => {
    const folder = logFolder({
      'a.log': [
        '2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK',
        '2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA',
        '2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA',
      ].join('\n'),
    });
    const { summary } = await ask([folder]);
    expect(summary).toMatchObject({ records: 3, noData: 1, skipped: 1, malformed: 0 });
  });
});

describe('which records are meant', () => {
  const folder = logFolder({
    'AWSLogs/123456789012/vpcflowlogs/ap-northeast-2/2026/11/22/1.log.gz': [
      defaultHeader,
      record('10.0.0.1 10.0.0.2', '41000 8020', { start: 1_000 }),
      record('10.0.0.1 10.0.0.3', '41000 8020', { start: 2_000 }),
      record('10.0.0.9 10.0.0.3', '41000 8020', { start: 2_000, eni: 'eni-0b' }),
    ].join('\n'),
    'README.md': 'not a log',
  });

  it('keeps to the interfaces and the span of time', async () => {
    const { destinations, summary } = await ask([folder], {
      interfaces: ['eni-0a'],
      from: 1_500,
      to: 3_000,
    });
    expect(summary.records).toBe(1);
    expect(destinations[0]).toMatchObject({ group: 'eni-0a', destination: '10.0.0.3' });
  });
});

describe('a span of time', () => {
  const untimed = 'interface-id srcaddr dstaddr srcport dstport protocol bytes';
  const row = 'eni-0a 10.0.0.1 10.0.0.9 41000 8020 6 77';
  const folder = logFolder({
    'a.log': `${untimed}\n${row}\n`,
    'b.log': `${untimed}\n${row}\n`,
    'c.log': `${untimed} start\n${row} 100\n`,
    'd.log': `${defaultHeader}\n${record('10.0.0.1 10.0.0.2', '41000 8020')}\n`,
  });

  it.each([
    [{ from: 50 }, 3],
    [{ to: 50 }, 2],
    [{ from: 50, to: 1_900_000_000 }, 3],
    [{}, 0],
  ])('of %j is said to be kept to by all files but %i', async (span, count) => {
    const { summary } = await ask([folder], span);
    expect(summary.untimed).toBe(count);
    const told = untimedLine(summary, 'en');
    if (count === 0) expect(told).toBeNull();
    else expect(told).toContain(`${count} files lacks “start” or “end”`);
  });

  it('is kept to by days alone in Athena, which is said in its own words', () => {
    expect(untimedLine({ engine: 'athena', untimed: 1 }, 'en')).toContain('whole days');
  });

  it('is said of Parquet too', async () => {
    const parquet = join(logFolder({}), 'a.parquet');
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`COPY (SELECT 'eni-0a' AS interface_id, '10.0.0.1' AS srcaddr,
      '10.0.0.2' AS dstaddr, 41000 AS srcport, 443 AS dstport, 6 AS protocol)
      TO '${parquet}' (FORMAT parquet)`);
    const { summary } = await ask([parquet], { to: 50 });
    expect(summary).toMatchObject({ records: 1, untimed: 1 });
  });
});

describe('formats', () => {
  it('reads Parquet as AWS writes it', async () => {
    const folder = logFolder({});
    const file = join(folder, 'a.parquet');
    const connection = await (await DuckDBInstance.create()).connect();
    await connection.run(`COPY (SELECT 2 AS version, 'eni-0a' AS interface_id, '10.0.0.1' AS srcaddr,
      '52.219.1.1' AS dstaddr, 41000 AS srcport, 443 AS dstport, 6 AS protocol, 5::BIGINT AS packets,
      900::BIGINT AS bytes, 100::BIGINT AS "start", 159::BIGINT AS "end", 'ACCEPT' AS action,
      'OK' AS log_status, 2 AS tcp_flags, 'S3' AS pkt_dst_aws_service, '-' AS pkt_src_aws_service,
      'egress' AS flow_direction) TO '${file}' (FORMAT parquet, COMPRESSION gzip)`);
    const { destinations } = await ask([file]);
    expect(destinations[0]).toMatchObject({
      initiator: 'node',
      service: 'S3',
      port: 443,
      bytes: 900,
      verdict: 'allowed',
      rule: { need: 's3', peer: { kind: 'prefix-list', name: 'com.amazonaws.ap-northeast-2.s3' } },
    });
  });

  it('takes the order of fields from the format it is told', async () => {
    const folder = logFolder({
      'a.log':
        '5 10.0.0.71 52.95.128.179 34210 80 6 1616729292 1616729349 eni-0a ACCEPT 15 14044 - S3 egress OK\n',
    });
    const format = formatText(
      'version srcaddr dstaddr srcport dstport protocol start end interface-id action packets bytes pkt-src-aws-service pkt-dst-aws-service flow-direction log-status'.split(
        ' ',
      ),
    );
    const { destinations } = await ask([folder], { format });
    expect(destinations[0]).toMatchObject({ service: 'S3', port: 80, bytes: 14_044, packets: 15 });
  });

  it('reads an export of CloudWatch Logs, with the time before each record', async () => {
    const folder = logFolder({
      'a.gz': `2026-11-22T00:00:00.000Z ${record('10.0.0.1 10.0.0.2', '41000 8020')}\n`,
    });
    const { destinations } = await ask([folder]);
    // With one private peer alone nobody can say whose interface it is.
    expect(destinations[0]).toMatchObject({
      initiator: 'unknown',
      destination: '10.0.0.2',
      port: 8020,
    });
  });
});
