import { importLimits } from '../../shared/model/import-limits';

/** One line of a settings file. */
export interface SourceLine {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a text, without their ends, whichever system wrote them. */
export function linesOf(file: string, text: string): readonly SourceLine[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({ file, number: index + 1, text: line }));
}

/** Whether a line is longer than any program writes: it is left out, and said so. */
export function isTooLong(line: SourceLine): boolean {
  return line.text.length > importLimits.line;
}

const controlCharacters = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A line as it may be shown: one line, nothing invisible, cut where it is long. */
export function shownText(text: string): string {
  const clean = text.replace(controlCharacters, ' ').trim();
  return clean.length > 500 ? `${clean.slice(0, 499)}…` : clean;
}
