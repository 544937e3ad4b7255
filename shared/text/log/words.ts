import type { LogEvent } from '../../model/log';

export type LogEventOf<Code extends LogEvent['code']> = Extract<LogEvent, { code: Code }>;

type EventByCode = { [Code in LogEvent['code']]: LogEventOf<Code> };

/** A line for each event; failures within an event arrive as finished words. */
export type LogDictionary = {
  readonly [Code in LogEvent['code']]: (event: EventByCode[Code], failure: string) => string;
};

/** Looks an event up: code and variant are tied together, so no cast is needed. */
export function lookUp<Code extends LogEvent['code']>(
  dictionary: LogDictionary,
  event: EventByCode[Code] & { readonly code: Code },
  failure: string,
): string {
  return dictionary[event.code](event, failure);
}

/** Milliseconds as seconds with one decimal; a moment that has passed is now. */
export function seconds(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1000).toFixed(1);
}

/** A server's greeting of several lines, told on one. */
export function joinedLines(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' | ');
}
