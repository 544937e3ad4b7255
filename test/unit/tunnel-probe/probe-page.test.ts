import { describe, expect, it } from 'vitest';
import { destinationOf, failureOf } from '../../../electron/tunnel/probe-page';
import type { PageCheck } from '../../../shared/model/reach';
import {
  forwardsOf,
  pageCounts,
  pageLabel,
  unknownReach,
} from '../../../shared/model/reach-of-pages';

const at = { host: 'ip-10-0-1-23.ec2.internal', port: 8088 };
const unknown: PageCheck = { outcome: 'unknown' };
const answering: PageCheck = { outcome: 'answering', status: 200, milliseconds: 4 };

const failed = (code: 'forwarding-prohibited' | 'destination-refused' | 'destination-timeout') =>
  ({ outcome: 'failed', cause: { code, ...at }, milliseconds: 1 }) as const;
const pages = (...checks: PageCheck[]) => checks.map((check) => ({ url: 'http://a/', check }));

describe('what an end without a page means', () => {
  it.each([
    [
      { end: 'refused', code: 'ECONNREFUSED' },
      { code: 'destination-refused', ...at },
    ],
    [
      { end: 'refused', code: 'EHOSTUNREACH' },
      { code: 'destination-unreachable', ...at },
    ],
    [
      { end: 'refused', code: 'ENETUNREACH' },
      { code: 'destination-unreachable', ...at, scope: 'network' },
    ],
    [
      { end: 'refused', code: 'EACCES' },
      { code: 'destination-prohibited', ...at },
    ],
    [{ end: 'refused', code: 'EGENFAIL' }, { code: 'tunnel-down' }],
    [{ end: 'unopened' }, { code: 'destination-timeout', ...at }],
    [{ end: 'silent' }, { code: 'page-no-answer', ...at, why: 'silent' }],
    [
      { end: 'broken', code: 'ECONNRESET' },
      { code: 'page-no-answer', ...at, why: 'closed' },
    ],
    [
      { end: 'broken', code: 'HPE_INVALID_CONSTANT' },
      { code: 'page-no-answer', ...at, why: 'not-http' },
    ],
    [
      { end: 'broken', code: 'EPROTO' },
      { code: 'page-no-answer', ...at, why: 'not-http' },
    ],
  ] as const)('%o', (end, failure) => {
    expect(failureOf(end, at, null)).toEqual(failure);
  });

  it('is what the tunnel itself told, where a SOCKS reply has one code for two reasons', () => {
    const told = { code: 'destination-unresolvable', ...at } as const;
    expect(failureOf({ end: 'refused', code: 'EHOSTUNREACH' }, at, told)).toBe(told);
    expect(failureOf({ end: 'unopened' }, at, told).code).toBe('destination-timeout');
  });
});

describe('whether the bastion forwards', () => {
  it.each([
    ['yes', pages(answering, failed('forwarding-prohibited'))],
    ['yes', pages(failed('destination-refused'))],
    ['no', pages(failed('forwarding-prohibited'), failed('forwarding-prohibited'))],
    ['no', pages(failed('forwarding-prohibited'), failed('destination-timeout'))],
    ['unknown', pages(failed('destination-timeout'))],
    ['unknown', pages(unknown)],
    ['unknown', []],
  ] as const)('%s', (forwards, found) => {
    expect(forwardsOf(found)).toBe(forwards);
  });
});

it('pages are counted, and named without their queries', () => {
  const counts = pageCounts(pages(answering, unknown, failed('destination-refused')));
  expect(counts).toMatchObject({ answering: 1, failed: 1, all: 3 });
  expect(counts.cause?.code).toBe('destination-refused');
  expect(pageLabel('http://node:8088/cluster?token=secret#x')).toBe('node:8088/cluster');
  expect(pageLabel('https://node/')).toBe('node');
  expect(unknownReach('a', ['http://node/']).pages).toEqual([
    { url: 'http://node/', check: unknown },
  ]);
});

it.each([
  ['http://Node.Internal:8088/x', { host: 'node.internal', port: 8088 }],
  ['https://[fd00::1]/', { host: 'fd00::1', port: 443 }],
  ['http://10.0.1.23/', { host: '10.0.1.23', port: 80 }],
])('%s is asked for where SOCKS hears of it', (page, destination) => {
  expect(destinationOf(page)).toEqual(destination);
});
