import { expect, it } from 'vitest';
import {
  formatDuration,
  formatMoment,
  formatRate,
  formatTime,
  shortFingerprint,
} from '../../../renderer/format';
import { windowText } from '../../../shared/text/window';

it.each([
  [-5, '0 B/s'],
  [0, '0 B/s'],
  [999, '999 B/s'],
  [999.6, '1.0 kB/s'],
  [3_240, '3.2 kB/s'],
  [9_960, '10 kB/s'],
  [999_600, '1.0 MB/s'],
  [3_200_000, '3.2 MB/s'],
  [2_500_000_000, '2.5 GB/s'],
  [5_000_000_000_000, '5000 GB/s'],
])('%d bytes a second read %s', (rate, words) => {
  expect(formatRate(rate)).toBe(words);
});

it.each([
  [-1, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [134 * 60_000, '2 h 14 min'],
  [25 * 3_600_000, '1 d 1 h'],
])('%d ms read %s', (milliseconds, words) => {
  expect(formatDuration(milliseconds, windowText('en').time)).toBe(words);
});

it('moments are of this computer’s day and sort as text', () => {
  const at = new Date(2026, 2, 3, 4, 5, 6).getTime();
  expect(formatTime(at)).toBe('04:05:06');
  expect(formatMoment(at)).toBe('2026-03-03 04:05:06');
});

it('a short fingerprint shows both ends', () => {
  expect(shortFingerprint('SHA256:9tXaWvH6Jq1kz0m5uB3yLr8cD2fG7hN4pS6vE1oQe0I')).toBe(
    'SHA256:9tXaW…Qe0I',
  );
  expect(shortFingerprint('SHA256:short')).toBe('SHA256:short');
});
