import type { WindowText } from '../shared/text/window';

/** Bytes per second in the largest unit that keeps the number short: `840 B/s`, `3.2 MB/s`. */
export function formatRate(bytesPerSecond: number): string {
  const units = ['B/s', 'kB/s', 'MB/s', 'GB/s'] as const;
  let value = Math.max(0, bytesPerSecond);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** An amount of bytes in the largest unit that keeps the number short: `840 B`, `3.2 MB`. */
export function formatBytes(bytes: number): string {
  return formatRate(bytes).replace('/s', '');
}

/** A length of time in its two largest units, in words. */
export function formatDuration(milliseconds: number, words: WindowText['time']): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 60) return words.seconds(seconds);
  if (minutes < 60) return words.minutes(minutes);
  if (hours < 24) return words.hours(hours, minutes % 60);
  return words.days(Math.floor(hours / 24), hours % 24);
}

/** The time of day on this computer as `14:02:11`. */
export function formatTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Day and time, as they sort: `2026-03-03 14:02:11`. */
export function formatMoment(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  return `${day} ${formatTime(at)}`;
}

/** The day alone, as it sorts: `2026-03-03`. */
export function formatDay(at: number): string {
  return formatMoment(at).slice(0, 10);
}

/** A fingerprint that fits a line: `SHA256:9tXa…kQe0`. Only for recognising, never for deciding. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.length <= 22
    ? fingerprint
    : `${fingerprint.slice(0, 12)}…${fingerprint.slice(-4)}`;
}

/** Words that usually stand within a sentence, as one of their own. */
export function asSentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
