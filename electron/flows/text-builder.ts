import type { FlowProblem } from '../../shared/model/flows';
import { wholeFile } from './find-files';
import type { FlowText, Span } from './gathered';
import { damageOf, inflate, salvage } from './inflate';
import { LineEnds, LineText, linesOf } from './line-text';
import type { SniffedText, TextShape } from './sniff';

type Put = (block: Buffer) => void;

/** A text that is being made of files of one shape. A file that fails leaves nothing behind in it. */
export class TextBuilder {
  readonly #shape: TextShape;
  readonly #text: LineText;
  readonly #spans: Span[] = [];

  constructor(path: string, shape: TextShape) {
    this.#text = new LineText(path);
    this.#shape = shape;
  }

  get bytes(): number {
    return this.#text.bytes;
  }

  /**
   * Adds a file block by block, as `source` puts them.
   *
   * @throws what the source throws, or the system's error when the text cannot be written.
   */
  async add(
    name: string,
    { lead }: SniffedText,
    source: (put: Put) => Promise<void> | void,
  ): Promise<void> {
    const { bytes } = this;
    try {
      await source(this.#putter(lead.bytes));
      this.#text.endLine();
    } catch (error) {
      this.#text.cutAt(bytes);
      throw error;
    }
    this.#spans.push({ name, firstByte: bytes, linesBefore: lead.lines });
  }

  /**
   * Adds a gzip file; of a damaged one what precedes the damage, up to its last whole line.
   *
   * @returns what is wrong with it, or null.
   */
  async addGzip(name: string, file: SniffedText, path: string): Promise<FlowProblem | null> {
    try {
      await this.add(name, file, (put) => inflate(path, put));
      return null;
    } catch (error) {
      const code = damageOf(error);
      if (code === null) throw error;
      const lines = await this.#salvage(name, file, path);
      return { ...wholeFile(name, code, 'gzip'), line: file.lead.lines + lines + 1 };
    }
  }

  finish(): FlowText {
    this.#text.close();
    return { path: this.#text.path, shape: this.#shape, skip: 0, spans: this.#spans };
  }

  /** @returns how many lines were kept. */
  async #salvage(name: string, file: SniffedText, path: string): Promise<number> {
    let lines = 0;
    const { bytes } = this;
    await this.add(name, file, async (put) => {
      await salvage(path, put);
      const kept = linesOf(this.#text.path, bytes, this.bytes);
      this.#text.cutAt(kept.end);
      lines = kept.lines;
    });
    return lines;
  }

  /** Leaves out what precedes the first record, and writes the rest. */
  #putter(leadBytes: number): Put {
    const ends = new LineEnds();
    let left = leadBytes;
    return (block) => {
      const rest = block.subarray(left);
      left = Math.max(0, left - block.length);
      this.#text.append(ends.feed(rest));
    };
  }
}
