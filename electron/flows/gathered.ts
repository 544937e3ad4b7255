import type { FlowProblem } from '../../shared/model/flows';
import type { FlowFile } from './find-files';
import type { TextShape } from './sniff';

/** Where in a text one file's lines begin. */
export interface Span {
  /** The file's name, as the person calls it. */
  readonly name: string;
  /** Of the text, from 0. */
  readonly firstByte: number;
  /** How many lines of the file precede the first that the text has. */
  readonly linesBefore: number;
}

/** Lines of one shape, of one file or of many. */
export interface FlowText {
  readonly path: string;
  readonly shape: TextShape;
  /** Lines to pass over at the beginning. */
  readonly skip: number;
  /** In order. */
  readonly spans: readonly Span[];
}

/** How far the thread had come: the last file, and the bytes of all files up to it. */
export interface Progress {
  readonly name: string;
  readonly bytes: number;
}

/** What the thread that gathers texts tells. */
export type Gathered =
  | { readonly kind: 'text'; readonly text: FlowText; readonly progress: Progress }
  | { readonly kind: 'parquet'; readonly file: FlowFile; readonly progress: Progress }
  | { readonly kind: 'problem'; readonly problem: FlowProblem }
  /** A text could not be written, with the system's code; nothing follows. */
  | { readonly kind: 'unwritable'; readonly code: string }
  /** How many files hold records; nothing follows. */
  | { readonly kind: 'end'; readonly files: number };

/** What that thread is started with. */
export interface GatherWork {
  readonly files: readonly FlowFile[];
  /** Where texts are made. */
  readonly folder: string;
  /** Fields of files without a header line; null where nobody named them. */
  readonly format: readonly string[] | null;
}

/** Sent to it when a text or a Parquet file is read: the text's file may be written over. */
export interface PieceRead {
  readonly path: string;
}
