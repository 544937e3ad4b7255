import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FlowProblem } from '../../shared/model/flows';
import { type FlowFile, wholeFile } from './find-files';
import type { Gathered, GatherWork, Progress } from './gathered';
import { damageOf, inflateWhole } from './inflate';
import { TextUnwritable } from './line-text';
import {
  isGzip,
  type Sniffed,
  type SniffedText,
  sniff,
  sniffBytes,
  sniffText,
  type TextShape,
} from './sniff';
import { TextBuilder } from './text-builder';

/** As large as pays; one is read while the next is made. */
const textBytes = 128 * 2 ** 20;
/** Enough for a reader that has nothing else to do. */
const leastTextBytes = 16 * 2 ** 20;
/** Files up to this size are read in one piece. */
const smallFile = 2 ** 20;
/** Of so many texts the largest is handed over, however small: each holds a file open. */
const mostShapes = 64;
/** Between two looks at whether the reader is done. */
const bytesBetweenLooks = 2 ** 20;

/**
 * Makes a few large texts of many files: inflated, without header lines, those of one shape together.
 * DuckDB takes one to two milliseconds for each file it opens, longer than to read a small one. It
 * works on one file after another and mostly without waiting: meant for a thread of its own.
 */
export class TextGatherer {
  readonly #work: GatherWork;
  readonly #tell: (gathered: Gathered) => void;
  readonly #builders = new Map<string, TextBuilder>();
  /** Files of texts that are read. */
  readonly #spare: string[] = [];
  readonly #buffer = Buffer.allocUnsafeSlow(smallFile + 1);
  #made = 0;
  #sinceLook = 0;
  #behind: Progress = { name: '', bytes: 0 };
  #reading = false;
  #readOn: () => void = () => undefined;

  constructor(work: GatherWork, tell: (gathered: Gathered) => void) {
    this.#work = work;
    this.#tell = tell;
  }

  /** The reader is done with what it was told of last. */
  pieceRead(path: string): void {
    if (path.startsWith(this.#pathOf(''))) this.#spare.push(path);
    this.#reading = false;
    this.#readOn();
  }

  async gather(): Promise<void> {
    try {
      await this.#gatherAll();
    } catch (error) {
      if (!(error instanceof TextUnwritable)) throw error;
      this.#tell({ kind: 'unwritable', code: error.code });
    }
  }

  async #gatherAll(): Promise<void> {
    let files = 0;
    for (const file of this.#work.files) {
      const problem = await this.#add(file);
      if (problem !== null) this.#tell({ kind: 'problem', problem });
      if (problem === null || problem.line !== null) files += 1;
      this.#behind = { name: file.name, bytes: this.#behind.bytes + file.bytes };
      await this.#handOverWhatPays(file.bytes);
    }
    for (const shape of [...this.#builders.keys()]) await this.#handOver(shape);
    this.#tell({ kind: 'end', files });
  }

  /** @returns what is wrong with the file; with a line where only what follows it is lost. */
  async #add(file: FlowFile): Promise<FlowProblem | null> {
    try {
      const start = readStart(file.path, this.#buffer);
      const { sniffed, content } = await this.#look(start);
      if (sniffed.kind === 'unusable') return wholeFile(file.name, sniffed.code, sniffed.detail);
      if (sniffed.kind === 'text') return await this.#addText(file, sniffed, start, content);
      await this.#pass({ kind: 'parquet', file, progress: this.#with(file) });
      return null;
    } catch (error) {
      if (error instanceof TextUnwritable) throw error;
      // By its code: the system's words have the path in them.
      const why = error instanceof Error && 'code' in error ? error.code : error;
      return wholeFile(file.name, 'unreadable', String(why));
    }
  }

  /** What the file holds, and all of it where that is little and nothing is wrong with it. */
  async #look(start: Buffer): Promise<{ sniffed: Sniffed; content: Buffer | null }> {
    const { format } = this.#work;
    const isSmall = start.length <= smallFile;
    const inflated = isSmall && isGzip(start) ? wholeOrNull(start) : null;
    if (inflated !== null) return { sniffed: sniffText(inflated, format), content: inflated };
    const sniffed = await sniff(start.subarray(0, sniffBytes), format);
    return { sniffed, content: isSmall && !isGzip(start) ? start : null };
  }

  async #addText(
    file: FlowFile,
    sniffed: SniffedText,
    start: Buffer,
    content: Buffer | null,
  ): Promise<FlowProblem | null> {
    const { name, path } = file;
    if (content !== null) {
      await this.#builderOf(sniffed.shape).add(name, sniffed, (put) => put(content));
    } else if (isGzip(start)) {
      return this.#builderOf(sniffed.shape).addGzip(name, sniffed, path);
    } else if (start.includes('\r')) {
      await this.#builderOf(sniffed.shape).add(name, sniffed, (put) => copy(path, put));
    } else {
      // A large file as DuckDB likes it: read where it lies.
      const { shape, lead } = sniffed;
      const text = {
        path,
        shape,
        skip: lead.lines,
        spans: [{ name, firstByte: 0, linesBefore: 0 }],
      };
      await this.#pass({ kind: 'text', text, progress: this.#with(file) });
    }
    return null;
  }

  #builderOf(shape: TextShape): TextBuilder {
    const key = `${shape.timed} ${shape.fields.join(' ')}`;
    const builder = this.#builders.get(key);
    if (builder !== undefined) return builder;
    const path = this.#spare.pop() ?? this.#pathOf(String(this.#made++));
    const made = new TextBuilder(path, shape);
    this.#builders.set(key, made);
    return made;
  }

  async #handOverWhatPays(bytes: number): Promise<void> {
    this.#sinceLook += bytes;
    if (this.#sinceLook > bytesBetweenLooks) {
      this.#sinceLook = 0;
      await setImmediate();
    }
    const held = [...this.#builders].sort(([, a], [, b]) => b.bytes - a.bytes);
    const total = held.reduce((sum, [, builder]) => sum + builder.bytes, 0);
    const [largest] = held;
    const pays = total >= (this.#reading ? textBytes : leastTextBytes) || held.length > mostShapes;
    if (largest !== undefined && pays) await this.#handOver(largest[0]);
  }

  async #handOver(shape: string): Promise<void> {
    const text = this.#builders.get(shape)?.finish();
    this.#builders.delete(shape);
    if (text !== undefined) await this.#pass({ kind: 'text', text, progress: this.#behind });
  }

  /** Tells the reader of one piece, when it has read the one before. */
  async #pass(piece: Gathered): Promise<void> {
    if (this.#reading) {
      await new Promise<void>((resolve) => {
        this.#readOn = resolve;
      });
    }
    this.#reading = true;
    this.#tell(piece);
  }

  #with(file: FlowFile): Progress {
    return { name: file.name, bytes: this.#behind.bytes + file.bytes };
  }

  #pathOf(number: string): string {
    return join(this.#work.folder, `text-${number}`);
  }
}

/** As much of a file's beginning as there is and the buffer takes. */
function readStart(path: string, buffer: Buffer): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** Null for what is damaged or too much to hold: it is inflated in blocks. */
function wholeOrNull(packed: Buffer): Buffer | null {
  try {
    return inflateWhole(packed);
  } catch (error) {
    if (damageOf(error) === null) throw error;
    return null;
  }
}

async function copy(path: string, put: (block: Buffer) => void): Promise<void> {
  for await (const block of createReadStream(path, { highWaterMark: smallFile })) {
    put(block as Buffer);
  }
}
