import { join } from 'node:path';
import type { FlowProblem } from '../../shared/model/flows';
import { type FlowDatabase, quoted } from './database';
import { type FlowFile, wholeFile } from './find-files';
import { duckDialect, type HalvesScope, halvesQuery } from './halves';
import { inflate } from './inflate';
import { columnOf, missingFields, typeOf } from './record-format';
import { rejectedLines } from './rejected-lines';
import { type Sniffed, sniff } from './sniff';

/** What reading one set of files told, beside the rows in `halves`. */
export interface Loaded {
  readonly files: number;
  readonly problems: readonly FlowProblem[];
}

export interface LoadOptions {
  readonly database: FlowDatabase;
  readonly scope: HalvesScope;
  /** Fields of files without a header line; null where nobody named them. */
  readonly format: readonly string[] | null;
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
}

interface Readable {
  readonly file: FlowFile;
  readonly shape: Exclude<Sniffed, { kind: 'unusable' }>;
}

/** One batch is inflated while the one before it is read: this much text lies on disk twice. */
const batchBytes = 256 * 2 ** 20;
const batchFiles = 512;
/** How much larger flow logs are when inflated, at most in practice. */
const inflation = 14;
const sniffsAtOnce = 16;
const inflatesAtOnce = 2;

/** Reads files into `halves`, batch by batch; what cannot be read is told and passed over. */
export async function loadFiles(files: readonly FlowFile[], options: LoadOptions): Promise<Loaded> {
  const problems: FlowProblem[] = [];
  const readable = await sniffAll(files, options, problems);
  const total = readable.reduce((sum, { file }) => sum + file.bytes, 0);
  let done = 0;
  const batches = inBatches(readable);
  let next = batches[0] === undefined ? null : prepare(batches[0], 0, options, problems);
  for (const [index, batch] of batches.entries()) {
    const prepared = await next;
    const following = batches[index + 1];
    next = following === undefined ? null : prepare(following, index + 1, options, problems);
    // Whoever waits for the batch below must not hear of the one that is prepared meanwhile.
    next?.catch(() => undefined);
    if (prepared !== null) problems.push(...(await readBatch(prepared, options)));
    done += batch.reduce((sum, { file }) => sum + file.bytes, 0);
    options.progress(batch.at(-1)?.file.name ?? '', done, total);
  }
  return { files: readable.length, problems };
}

async function sniffAll(
  files: readonly FlowFile[],
  options: LoadOptions,
  problems: FlowProblem[],
): Promise<readonly Readable[]> {
  const readable: (Readable | null)[] = files.map(() => null);
  await inParallel(files, sniffsAtOnce, async (file, index) => {
    options.signal.throwIfAborted();
    const shape = await sniff(file.path, options.format);
    if (shape.kind !== 'unusable') readable[index] = { file, shape };
    else problems.push(wholeFile(file.name, shape.code, shape.detail));
  });
  return readable.filter((each) => each !== null);
}

/** Files of one shape, few enough to be inflated beside each other. */
function inBatches(readable: readonly Readable[]): readonly (readonly Readable[])[] {
  const batches: Readable[][] = [];
  const open = new Map<string, { batch: Readable[]; bytes: number }>();
  for (const each of readable) {
    const { kind } = each.shape;
    const gzip = each.shape.kind === 'text' && each.shape.gzip;
    const key = each.shape.kind === 'text' ? shapeKey(each.shape) : kind;
    const bytes = each.file.bytes * (gzip ? inflation : 1);
    const current = open.get(key);
    const fits =
      current !== undefined &&
      current.batch.length < batchFiles &&
      current.bytes + bytes <= batchBytes;
    if (fits) {
      current.batch.push(each);
      current.bytes += bytes;
    } else {
      const batch = [each];
      batches.push(batch);
      open.set(key, { batch, bytes });
    }
  }
  return batches;
}

function shapeKey(shape: Extract<Sniffed, { kind: 'text' }>): string {
  return `${shape.header} ${shape.timed} ${shape.fields.join(' ')}`;
}

interface Prepared {
  readonly batch: readonly Readable[];
  /** What DuckDB reads, and whose content that is. */
  readonly sources: ReadonlyMap<string, FlowFile>;
  /** Of those, what was inflated and goes when it is read. */
  readonly inflated: readonly string[];
}

async function prepare(
  batch: readonly Readable[],
  number: number,
  options: LoadOptions,
  problems: FlowProblem[],
): Promise<Prepared> {
  const sources = new Map<string, FlowFile>();
  const inflated: string[] = [];
  await inParallel(batch, inflatesAtOnce, async ({ file, shape }, index) => {
    if (shape.kind === 'parquet' || !shape.gzip) {
      sources.set(file.path, file);
      return;
    }
    const target = join(options.database.folder, `batch-${number}-${index}.log`);
    inflated.push(target);
    try {
      const outcome = await inflate(file.path, target, options.signal);
      sources.set(target, file);
      if (!outcome.whole) {
        const { why: code, line } = outcome;
        problems.push({ file: file.name, line, code, detail: 'gzip', count: 1 });
      }
    } catch (error) {
      options.signal.throwIfAborted();
      problems.push(wholeFile(file.name, 'unreadable', String(error)));
    }
  });
  return { batch, sources, inflated };
}

async function readBatch(prepared: Prepared, options: LoadOptions): Promise<FlowProblem[]> {
  const { database } = options;
  const shape = prepared.batch[0]?.shape;
  if (shape === undefined || prepared.sources.size === 0) return [];
  try {
    if (shape.kind === 'parquet') return await readParquet(prepared, options);
    const source = textSource([...prepared.sources.keys()], shape);
    const query = halvesQuery(source, shape.fields, options.scope, duckDialect);
    await database.run(`INSERT INTO halves BY NAME ${query}`);
    return await rejectedLines(database, prepared.sources, shape.fields);
  } finally {
    await database.forget(prepared.inflated);
  }
}

function textSource(paths: readonly string[], shape: Extract<Sniffed, { kind: 'text' }>): string {
  const fields = shape.timed ? ['event-time', ...shape.fields] : shape.fields;
  const columns = fields.map((field) => `${quoted(columnOf(field))}: ${quoted(typeOf(field))}`);
  return `read_csv([${paths.map(quoted).join(', ')}], auto_detect = false, delim = ' ',
    quote = '', escape = '', nullstr = '-', header = ${shape.header}, store_rejects = true,
    rejects_limit = 10000, columns = {${columns.join(', ')}})`;
}

/** One file at a time: each has its own schema, and a damaged one must not cost the others. */
async function readParquet(prepared: Prepared, options: LoadOptions): Promise<FlowProblem[]> {
  const problems: FlowProblem[] = [];
  for (const [path, file] of prepared.sources) {
    try {
      const fields = await parquetFields(options.database, path);
      const missing = missingFields(fields);
      if (missing.length > 0) {
        problems.push(wholeFile(file.name, 'columns-missing', missing.join(', ')));
        continue;
      }
      const query = halvesQuery(parquetSource(path, fields), fields, options.scope, duckDialect);
      await options.database.run(`INSERT INTO halves BY NAME ${query}`);
    } catch (error) {
      options.signal.throwIfAborted();
      const detail = error instanceof Error ? error.message : String(error);
      problems.push(wholeFile(file.name, 'corrupt', `parquet: ${detail.split('\n')[0]}`));
    }
  }
  return problems;
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

async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
