import type {
  ImportNote,
  ImportNoteCode,
  ImportReason,
  ImportReasonCode,
  ImportSource,
  ImportVerdict,
} from '../../model/import-preview';
import type { FieldProblem } from '../../model/profile';

type ReasonByCode = { [Code in ImportReasonCode]: Extract<ImportReason, { code: Code }> };
type NoteByCode = { [Code in ImportNoteCode]: Extract<ImportNote, { code: Code }> };

/** Words for everything an import says; the compiler asks for every one. */
export interface ImportWords {
  readonly sources: Readonly<Record<ImportSource, string>>;
  readonly verdicts: Readonly<Record<ImportVerdict, string>>;
  readonly reasons: {
    readonly [Code in ImportReasonCode]: (
      reason: ReasonByCode[Code],
      fields: Readonly<Record<FieldProblem, string>>,
    ) => string;
  };
  readonly notes: { readonly [Code in ImportNoteCode]: (note: NoteByCode[Code]) => string };
}

/** Looks a reason up: code and variant are tied together, so no cast is needed. */
export function reasonWords<Code extends ImportReasonCode>(
  words: ImportWords,
  fields: Readonly<Record<FieldProblem, string>>,
  reason: ReasonByCode[Code] & { readonly code: Code },
): string {
  return words.reasons[reason.code](reason, fields);
}

/** A note about an imported line in words: which of them is told by its code. */
export function noteWords<Code extends ImportNoteCode>(
  words: ImportWords,
  note: NoteByCode[Code] & { readonly code: Code },
): string {
  return words.notes[note.code](note);
}
