import { constants, createGunzip } from 'node:zlib';
import type { FlowProblem } from '../../shared/model/flows';
import { defaultFields, missingFields, parseFormat } from './record-format';

/** How the records of a text are written. */
export interface TextShape {
  /** CloudWatch's export writes the time of the event before each record. */
  readonly timed: boolean;
  readonly fields: readonly string[];
}

export interface SniffedText {
  readonly kind: 'text';
  readonly shape: TextShape;
  /** What precedes the first record: a byte order mark, empty lines, the header line. */
  readonly lead: { readonly bytes: number; readonly lines: number };
}

/** What the beginning of a file says of the rest. */
export type Sniffed =
  | { readonly kind: 'parquet' }
  | SniffedText
  | { readonly kind: 'unusable'; readonly code: FlowProblem['code']; readonly detail: string };

/** Enough for a header of every field there is, and a first record. */
export const sniffBytes = 16_384;

/**
 * Reads the first lines of a file to learn which records it holds. The header line decides; without
 * one, the format that was named, else the default one where every field looks like it.
 *
 * @param start the file's first bytes, {@link sniffBytes} of them where it has so many.
 * @param format fields for files without a header; null where nobody named a format.
 */
export async function sniff(start: Buffer, format: readonly string[] | null): Promise<Sniffed> {
  if (start.subarray(0, 4).toString('latin1') === 'PAR1') return { kind: 'parquet' };
  const text = isGzip(start) ? await inflateStart(start) : start;
  return text === null ? unusable('corrupt', 'gzip') : sniffText(text, format);
}

/** Whether a file begins as gzip does (RFC 1952). */
export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** As {@link sniff}, of what a file holds when it is inflated. */
export function sniffText(start: Buffer, format: readonly string[] | null): Sniffed {
  const text = start.subarray(0, sniffBytes).toString('utf8');
  const [before = ''] = /^\uFEFF?[\r\n]*/.exec(text) ?? [];
  const [line = ''] = /^[^\r\n]+/.exec(text.slice(before.length)) ?? [];
  if (line === '') return unusable('empty', '');
  const named = parseFormat(line);
  if (named === null) return fromRecord(line, leadOf(before), format);
  const missing = missingFields(named);
  if (missing.length > 0) return unusable('columns-missing', missing.join(', '));
  const [end = ''] = /^(\r\n|\r|\n)?/.exec(text.slice(before.length + line.length)) ?? [];
  const shape = { timed: false, fields: named };
  return { kind: 'text', shape, lead: leadOf(before + line + end) };
}

function fromRecord(
  line: string,
  lead: SniffedText['lead'],
  format: readonly string[] | null,
): Sniffed {
  if (!looksLikeRecord(line)) return unusable('not-flow-log', whatItIs(line));
  const timed = /^\d{4}-\d{2}-\d{2}T\S+ /.test(line);
  const words = line.split(' ').slice(timed ? 1 : 0);
  if (format !== null || isDefault(words)) {
    return { kind: 'text', shape: { timed, fields: format ?? defaultFields }, lead };
  }
  return unusable('format-unknown', `${words.length}`);
}

const address = /^(-|\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:.]+)$/;
const number = /^(-|\d+)$/;

/**
 * What each field of the default format looks like, in its order. Ports, packets and bytes are
 * missing from records without data, and the account of an interface that is AWS's own may be.
 */
const defaultLooks = [
  /^\d{1,2}$/,
  /^(-|unknown|\d{12})$/,
  /^(-|eni-[0-9a-z]+)$/,
  ...[address, address],
  ...[number, number, number, number, number, number, number],
  /^(-|ACCEPT|REJECT)$/,
  /^(-|OK|NODATA|SKIPDATA)$/,
] as const;

/** Whether a record is one of the default format: another may have as many fields. */
function isDefault(words: readonly string[]): boolean {
  return (
    words.length === defaultFields.length &&
    defaultLooks.every((looks, index) => looks.test(words[index] ?? ''))
  );
}

function leadOf(text: string): SniffedText['lead'] {
  return { bytes: Buffer.byteLength(text), lines: text.match(/\r\n|\r|\n/g)?.length ?? 0 };
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
