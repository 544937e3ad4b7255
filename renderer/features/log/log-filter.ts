import { type LogEntry, type LogLevel, logLevel } from '../../../shared/model/log';

export interface LogFilter {
  /** Every word must occur, whatever its case. */
  readonly words: string;
  /** The least level to show. */
  readonly level: LogLevel;
  /** One tunnel's id, or null for all of them and for Culvert itself. */
  readonly profileId: string | null;
}

export const everything: LogFilter = { words: '', level: 'info', profileId: null };

const loudness: Readonly<Record<LogLevel, number>> = { info: 0, warning: 1, error: 2 };

/**
 * The entries a filter lets through.
 *
 * @param lineOf the words an entry is shown with: the filter looks at what the person sees.
 */
export function filterLog(
  entries: readonly LogEntry[],
  filter: LogFilter,
  lineOf: (entry: LogEntry) => string,
): readonly LogEntry[] {
  const words = filter.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if (loudness[logLevel(entry.event)] < loudness[filter.level]) return false;
    if (filter.profileId !== null && entry.profileId !== filter.profileId) return false;
    if (words.length === 0) return true;
    const line = lineOf(entry).toLocaleLowerCase();
    return words.every((word) => line.includes(word));
  });
}

/** The last lines that fit the clipboard call, in characters with their line breaks. */
export function fittingTail(lines: readonly string[], limit: number): readonly string[] {
  let size = 0;
  let from = lines.length;
  while (from > 0) {
    size += (lines[from - 1]?.length ?? 0) + 1;
    if (size > limit) break;
    from -= 1;
  }
  return lines.slice(from);
}
