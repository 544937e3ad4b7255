import { describe, expect, it } from 'vitest';
import { everything, filterLog, fittingTail } from '../../../renderer/features/log/log-filter';
import type { LogEntry } from '../../../shared/model/log';
import { logLine } from '../../../shared/text/log';
import { blockedBy, troubles } from '../../support/window/scenarios/troubles';

const { log } = blockedBy(troubles.refused);
const line = (entry: LogEntry): string => logLine(entry.event, 'en');
const codes = (entries: readonly LogEntry[]): string[] => entries.map(({ event }) => event.code);

describe('the log filter', () => {
  it('lets everything through as it stands', () => {
    expect(filterLog(log, everything, line)).toEqual(log);
  });

  it('keeps warnings and errors, or errors alone', () => {
    expect(codes(filterLog(log, { ...everything, level: 'warning' }, line))).toEqual([
      'key-warning',
      'request-failed',
      'lost',
      'retrying',
      'engine-restarted',
      'blocked',
    ]);
    expect(codes(filterLog(log, { ...everything, level: 'error' }, line))).toEqual(['blocked']);
  });

  it('keeps one tunnel, without what concerns the app', () => {
    const kept = filterLog(log, { ...everything, profileId: 'notebooks' }, line);
    expect(codes(kept)).toEqual(['lost', 'retrying']);
  });

  it('looks for every word in what is shown, whatever its case', () => {
    const kept = filterLog(log, { ...everything, words: '  8157 LISTENING ' }, line);
    expect(codes(kept)).toEqual(['listening']);
    expect(filterLog(log, { ...everything, words: 'nowhere' }, line)).toEqual([]);
  });
});

it('the last lines that fit are copied, never half a line', () => {
  expect(fittingTail(['aaaa', 'bb', 'cc'], 100)).toEqual(['aaaa', 'bb', 'cc']);
  expect(fittingTail(['aaaa', 'bb', 'cc'], 6)).toEqual(['bb', 'cc']);
  expect(fittingTail(['aaaa', 'bb', 'cc'], 5)).toEqual(['cc']);
  expect(fittingTail(['aaaa'], 2)).toEqual([]);
});
