import type { FlowProblem } from '../../shared/model/flows';
import { type FlowDatabase, quoted } from './database';
import { type FlowFile, wholeFile } from './find-files';
import { gatherInThread } from './gather-thread';
import type { FlowText } from './gathered';
import { duckDialect, type HalvesScope, halvesQuery, isUntimed } from './halves';
import { TextUnwritable } from './line-text';
import { noRoom } from './no-room';
import { columnOf, missingFields, typeOf } from './record-format';
import { rejectedLines } from './rejected-lines';

/** What reading one set of files told, beside the rows in `halves`. */
export interface Loaded {
  readonly files: number;
  readonly problems: readonly FlowProblem[];
  /** Files whose format lacks the times that a span is kept to by. */
  readonly untimed: number;
}

export interface LoadOptions {
  readonly database: FlowDatabase;
  readonly scope: HalvesScope;
  /** Fields of files without a header line; null where nobody named them. */
  readonly format: readonly string[] | null;
  /** The built text-worker.js. */
  readonly workerUrl: URL;
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
}

/** Of one text, as many lines as are looked at when they are no records. */
const mostRejects = 100_000;

/** Reads files into `halves`, text by text; what cannot be read is told and passed over. */
export async function loadFiles(files: readonly FlowFile[], options: LoadOptions): Promise<Loaded> {
  const { database, format, workerUrl, signal } = options;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const work = { files, folder: database.folder, format };
  const problems: FlowProblem[] = [];
  let readable = 0;
  let untimed = 0;
  for await (const piece of gatherInThread(work, workerUrl, signal)) {
    if (piece.kind === 'end') readable = piece.files;
    else if (piece.kind === 'problem') problems.push(piece.problem);
    else if (piece.kind === 'unwritable') throw new TextUnwritable(piece.code);
    else {
      const isText = piece.kind === 'text';
      const found = isText ? readText(piece.text, options) : readParquet(piece.file, options);
      const read = await found;
      problems.push(...read.problems);
      untimed += read.untimed;
      options.progress(piece.progress.name, piece.progress.bytes, total);
    }
  }
  return { files: readable, problems, untimed };
}

type Piece = Omit<Loaded, 'files'>;

async function readText(text: FlowText, options: LoadOptions): Promise<Piece> {
  const { database, scope, signal } = options;
  const { fields } = text.shape;
  const query = halvesQuery(textSource(text), fields, scope, duckDialect);
  try {
    await database.run(`INSERT INTO halves BY NAME ${query}`);
    const problems = await rejectedLines(database, text);
    return { problems, untimed: isUntimed(fields, scope) ? text.spans.length : 0 };
  } catch (error) {
    signal.throwIfAborted();
    const detail = error instanceof Error ? error.message : String(error);
    // Not what the computer lacks, such as memory: what is in the file, such as two kinds of line ends.
    if (!detail.startsWith('Invalid Input Error')) throw error;
    const [first = ''] = detail.split('\n');
    return unread(...text.spans.map(({ name }) => wholeFile(name, 'unreadable', first)));
  }
}

function textSource({ path, shape, skip }: FlowText): string {
  const fields = shape.timed ? ['event-time', ...shape.fields] : shape.fields;
  const columns = fields.map((field) => `${quoted(columnOf(field))}: ${quoted(typeOf(field))}`);
  return `read_csv(${quoted(path)}, auto_detect = false, delim = ' ', quote = '', escape = '',
    nullstr = '-', header = false, skip = ${skip}, store_rejects = true,
    rejects_limit = ${mostRejects}, columns = {${columns.join(', ')}})`;
}

function unread(...problems: readonly FlowProblem[]): Piece {
  return { problems, untimed: 0 };
}

/** Each has its own schema, and a damaged one must not cost the others. */
async function readParquet(
  { path, name }: FlowFile,
  { database, scope, signal }: LoadOptions,
): Promise<Piece> {
  try {
    const fields = await parquetFields(database, path);
    const missing = missingFields(fields);
    if (missing.length > 0) return unread(wholeFile(name, 'columns-missing', missing.join(', ')));
    const query = halvesQuery(parquetSource(path, fields), fields, scope, duckDialect);
    await database.run(`INSERT INTO halves BY NAME ${query}`);
    return { problems: [], untimed: isUntimed(fields, scope) ? 1 : 0 };
  } catch (error) {
    signal.throwIfAborted();
    if (noRoom(error) !== null) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    return unread(wholeFile(name, 'corrupt', `parquet: ${detail.split('\n')[0]}`));
  }
}

async function parquetFields(database: FlowDatabase, path: string): Promise<readonly string[]> {
  const rows = await database.rows(
    `SELECT name FROM parquet_schema(${quoted(path)}) WHERE num_children IS NULL`,
  );
  return rows.map(({ name }) => String(name).replaceAll('_', '-'));
}

/** As text has them: no `-` for what is not there. */
function parquetSource(path: string, fields: readonly string[]): string {
  const columns = fields.map((field) => {
    const name = `"${columnOf(field)}"`;
    const type = typeOf(field);
    const value = type === 'VARCHAR' ? `nullif(${name}, '-')` : `TRY_CAST(${name} AS ${type})`;
    return `${value} AS ${name}`;
  });
  return `(SELECT ${columns.join(', ')} FROM read_parquet(${quoted(path)}))`;
}
