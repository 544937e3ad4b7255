import { open } from 'node:fs/promises';
import { constants, createGunzip } from 'node:zlib';
import type { FlowProblem } from '../../shared/model/flows';
import { defaultFields, missingFields, parseFormat } from './record-format';

/** What the beginning of a file says of the rest. */
export type Sniffed =
  | { readonly kind: 'parquet' }
  | {
      readonly kind: 'text';
      readonly gzip: boolean;
      readonly header: boolean;
      /** CloudWatch's export writes the time of the event before each record. */
      readonly timed: boolean;
      readonly fields: readonly string[];
    }
  | { readonly kind: 'unusable'; readonly code: FlowProblem['code']; readonly detail: string };

/** Enough for a header of every field there is, and a first record. */
const sniffBytes = 16_384;

/**
 * Reads the first lines of a file to learn which records it holds. The header line decides; without
 * one, the format that was named, else the default one where the line looks like it.
 *
 * @param path the file.
 * @param format fields for files without a header; null where nobody named a format.
 */
export async function sniff(path: string, format: readonly string[] | null): Promise<Sniffed> {
  let start: Buffer;
  try {
    start = await firstBytes(path);
  } catch (error) {
    return unusable('unreadable', error instanceof Error ? error.message : String(error));
  }
  if (start.subarray(0, 4).toString('latin1') === 'PAR1') return { kind: 'parquet' };
  const gzip = start[0] === 0x1f && start[1] === 0x8b;
  const text = gzip ? await inflateStart(start) : start;
  if (text === null) return unusable('corrupt', 'gzip');
  return fromText(text.toString('utf8'), gzip, format);
}

function fromText(text: string, gzip: boolean, format: readonly string[] | null): Sniffed {
  const [line = ''] = /[^\r\n]+/.exec(text.replace(/^\uFEFF/, '')) ?? [];
  if (line === '') return unusable('empty', '');
  const named = parseFormat(line);
  if (named !== null) {
    const missing = missingFields(named);
    if (missing.length > 0) return unusable('columns-missing', missing.join(', '));
    return { kind: 'text', gzip, header: true, timed: false, fields: named };
  }
  return fromRecord(line, gzip, format);
}

function fromRecord(line: string, gzip: boolean, format: readonly string[] | null): Sniffed {
  if (!looksLikeRecord(line)) return unusable('not-flow-log', whatItIs(line));
  const timed = /^\d{4}-\d{2}-\d{2}T\S+ /.test(line);
  const columns = line.split(' ').length - (timed ? 1 : 0);
  const fields = format ?? defaultFields;
  const shape = { kind: 'text', gzip, header: false, timed } as const;
  if (format !== null || columns === defaultFields.length) return { ...shape, fields };
  return unusable('format-unknown', `${columns}`);
}

/** Records are words between single blanks, and one of them is an interface or an address. */
function looksLikeRecord(line: string): boolean {
  const words = line.split(' ');
  return (
    words.length >= 6 &&
    words.every((word) => word.length > 0 && word.length < 128) &&
    words.some((word) => /^(eni-[0-9a-z]+|\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:]+)$/.test(word)) &&
    !/["[\]{}]/.test(line)
  );
}

/** What another kind of log calls itself, for the person who gave the wrong folder. */
function whatItIs(line: string): string {
  if (/^\s*[{[]/.test(line)) return /"Records"|eventVersion/.test(line) ? 'CloudTrail' : 'JSON';
  if (/^(https?|h2|grpcs?|wss?) \d{4}-/.test(line)) return 'load balancer access log';
  if (/^[0-9a-f]{64} \S+ \[/.test(line)) return 'S3 access log';
  if (/"version":|query_timestamp/.test(line)) return 'Route 53 Resolver query log';
  return 'text';
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Inflates what is there of a gzip's beginning; null when it is no gzip after all. */
function inflateStart(start: Buffer): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    const parts: Buffer[] = [];
    gunzip.on('data', (part: Buffer) => parts.push(part));
    gunzip.on('end', () => resolve(Buffer.concat(parts)));
    gunzip.on('error', () => resolve(parts.length > 0 ? Buffer.concat(parts) : null));
    gunzip.end(start);
  });
}

function unusable(code: FlowProblem['code'], detail: string): Sniffed {
  return { kind: 'unusable', code, detail: detail.slice(0, 256) };
}
