import type { ImportLine, ImportReason, ImportVerdict } from '../../shared/model/import-preview';
import { type SourceLine, shownText } from './lines';

export interface Verdict {
  readonly verdict: ImportVerdict;
  readonly why: ImportReason | null;
}

export const taken: Verdict = { verdict: 'taken', why: null };

/** An option that was taken in another form than it was written in. */
export function changed(why: ImportReason): Verdict {
  return { verdict: 'changed', why };
}

/** An option that has no place in a tunnel of ours, without harm. */
export function leftOut(why: ImportReason): Verdict {
  return { verdict: 'left-out', why };
}

/** An option that must not be followed, such as one that would run a program. */
export function refused(why: ImportReason): Verdict {
  return { verdict: 'refused', why };
}

/** A line may serve several tunnels: what one of them took counts, then what is worst to miss. */
const weight: Readonly<Record<ImportVerdict, number>> = {
  'left-out': 1,
  taken: 2,
  changed: 3,
  refused: 4,
};

/** What became of each line. */
export class Verdicts {
  readonly #byLine = new Map<SourceLine, { text: string; verdict: Verdict }>();

  /** @param text what is shown instead of the line, where that holds a secret. */
  give(line: SourceLine, verdict: Verdict, text = line.text): void {
    const known = this.#byLine.get(line);
    if (known !== undefined && weight[known.verdict.verdict] >= weight[verdict.verdict]) return;
    this.#byLine.set(line, { text, verdict });
  }

  has(line: SourceLine): boolean {
    return this.#byLine.has(line);
  }

  /** All of them, file by file, from top to bottom. */
  lines(): ImportLine[] {
    const files = [...new Set([...this.#byLine.keys()].map(({ file }) => file))];
    return [...this.#byLine]
      .sort(([a], [b]) => files.indexOf(a.file) - files.indexOf(b.file) || a.number - b.number)
      .map(([line, { text, verdict }]) => ({
        file: line.file,
        line: line.number,
        text: shownText(text),
        ...verdict,
      }));
  }
}
