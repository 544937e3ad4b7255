/** One block of a PEM file (RFC 7468), not yet decoded: only the block that is used must be sound. */
export interface PemBlock {
  readonly label: string;
  /** The old encryption headers of RFC 1421, such as DEK-Info. */
  readonly headers: ReadonlyMap<string, string>;
  readonly base64: string;
}

export interface PemFile {
  readonly blocks: readonly PemBlock[];
  /** The label of a block that has a beginning and no end. */
  readonly unfinished: string | null;
}

const begin = /^\s*-----BEGIN ([A-Z0-9 ]+)-----\s*$/;
const end = /^\s*-----END ([A-Z0-9 ]+)-----\s*$/;

/** The lines of a text whose writer may have used any of the three line ends. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/** Finds the PEM blocks of a text and passes over what stands around them. */
export function readPem(text: string): PemFile {
  const blocks: PemBlock[] = [];
  let unfinished: string | null = null;
  let label: string | null = null;
  let inside: string[] = [];
  for (const line of linesOf(text)) {
    const opened = begin.exec(line)?.[1];
    if (opened !== undefined) {
      unfinished ??= label;
      label = opened;
      inside = [];
    } else if (label !== null && end.exec(line)?.[1] === label) {
      blocks.push(blockOf(label, inside));
      label = null;
    } else if (label !== null) {
      inside.push(line);
    }
  }
  return { blocks, unfinished: unfinished ?? label };
}

function blockOf(label: string, lines: readonly string[]): PemBlock {
  const headers = new Map<string, string>();
  const base64: string[] = [];
  for (const line of lines) {
    const header = base64.length === 0 ? /^([A-Za-z0-9-]+):\s*(.*?)\s*$/.exec(line) : null;
    if (header?.[1] !== undefined) headers.set(header[1], header[2] ?? '');
    else if (line.trim() !== '') base64.push(line.trim());
  }
  return { label, headers, base64: base64.join('') };
}
