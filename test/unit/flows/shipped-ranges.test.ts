import { describe, expect, it } from 'vitest';
import { addressRange } from '../../../electron/aws/doctor/address-space';
import { shippedRanges } from '../../../electron/flows/shipped-ranges';
import published from '../../../electron/flows/shipped-ranges.json';
import { shippedRangesDay } from '../../../shared/model/shipped-ranges';

/** The regions there were on that day; GLOBAL is what serves all of them. */
const regions = [
  ...['GLOBAL', 'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2'],
  ...['ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2'],
  ...['ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
  ...['ca-central-1', 'ca-west-1', 'cn-north-1', 'cn-northwest-1', 'eu-central-1', 'eu-central-2'],
  ...['eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['eusc-de-east-1', 'il-central-1', 'me-central-1', 'me-south-1', 'me-west-1', 'mx-central-1'],
  ...['sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-1'],
  'us-west-2',
];

const services = Object.entries<Record<string, string>>(published.services);

describe.each(services)('the ranges of %s that come with Culvert', (service, byRegion) => {
  const cidrs = Object.values(byRegion).flatMap((each) => each.split(' '));
  const ranges = cidrs.map((cidr) => ({ cidr, range: addressRange(cidr) }));

  it('are of known regions, every region with its own', () => {
    const expected = service === 'S3' ? regions : regions.filter((each) => each !== 'GLOBAL');
    expect(Object.keys(byRegion)).toEqual([...expected].sort());
  });

  it('are canonical blocks of IPv4', () => {
    for (const { cidr, range } of ranges) {
      if (range?.family !== 'ipv4') throw new Error(`${cidr} is no block of IPv4`);
      const octets = [24n, 16n, 8n, 0n].map((bits) => (range.first >> bits) & 255n);
      const size = range.last - range.first + 1n;
      expect(`${octets.join('.')}/${32 - (size.toString(2).length - 1)}`).toBe(cidr);
    }
  });

  it('do not overlap', () => {
    const sorted = ranges.flatMap(({ range }) => range ?? []);
    sorted.sort((one, other) => (one.first < other.first ? -1 : 1));
    const touching = sorted.filter((range, at) => {
      const next = sorted[at + 1];
      return next !== undefined && next.first <= range.last;
    });
    expect(touching).toEqual([]);
  });
});

it('are as many as AWS published then', () => {
  const counted = (service: string) =>
    shippedRanges.ranges.filter((each) => each.service === service).length;
  expect([counted('S3'), counted('DYNAMODB')]).toEqual([327, 87]);
  const [seoul, s3, dynamo] = ['ap-northeast-2', '52.219.56.0/22', '52.94.6.0/24'];
  const { ranges } = shippedRanges;
  expect(ranges).toContainEqual({ cidr: s3, region: seoul, service: 'S3' });
  expect(ranges).toContainEqual({ cidr: dynamo, region: seoul, service: 'DYNAMODB' });
});

it('say of which day they are, as the file AWS published does', () => {
  expect(shippedRanges.made).toBe(shippedRangesDay);
  // AWS's token is the same moment in seconds since 1970.
  const [year, month, day, hour, minute, second] = published.createDate.split('-').map(Number);
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  expect(Number(published.syncToken)).toBe(at / 1_000);
});
