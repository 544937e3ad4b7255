import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { KeyReader } from '../../electron/keys/key-reader';
import { type Failure, FailureError } from '../../shared/model/failure';
import { KeyMaker, type MadeKey } from './key-files';
import { builtKeyWorker } from './key-worker';

/** The passphrase of every encrypted key; no failure may contain it. */
export const canary = 'canary-5d1f';

/** A key reader with the built worker, and real keys to put before it, sound or spoilt. */
export class KeyBench {
  readonly maker = new KeyMaker();
  readonly reader: KeyReader;
  readonly workerUrl: URL;

  static async open(): Promise<KeyBench> {
    return new KeyBench(await builtKeyWorker());
  }

  constructor(workerUrl: URL) {
    this.workerUrl = workerUrl;
    this.reader = new KeyReader({ workerUrl });
  }

  async close(): Promise<void> {
    await this.reader.close();
    this.maker.remove();
  }

  /** The failure of a reading that must fail, after making sure that nothing secret is in it. */
  async failureOf(file: string, secret: string | null = null): Promise<Failure> {
    const outcome = this.reader.read(file, secret === null ? null : Buffer.from(secret));
    const error: unknown = await outcome.then(
      () => 'it was read',
      (reason: unknown) => reason,
    );
    if (!(error instanceof FailureError)) throw new Error(`no failure: ${String(error)}`);
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
    return error.failure;
  }

  openssh(secret = ''): string {
    return textOf(this.maker.sshKeygen('ed25519', 'RFC4716', secret));
  }

  rsaPem(secret = ''): string {
    return textOf(this.maker.sshKeygen('rsa-2048', 'PEM', secret));
  }

  pkcs8(secret = ''): string {
    return textOf(this.maker.opensslEd25519(secret));
  }

  ppk(version: 2 | 3, secret = ''): string {
    return textOf(this.maker.puttygen('ed25519', version, secret));
  }
}

/** A file to refuse: how to make it, and the failure it must meet. */
export interface BadFile {
  readonly name: string;
  readonly make: () => string | Uint8Array;
  readonly expected: object;
  /** Given by the user; null when none is. */
  readonly secret: string | null;
}

/** One line of a table of files to refuse. */
export function bad(
  name: string,
  make: BadFile['make'],
  expected: object,
  secret: string | null = null,
): BadFile {
  return { name, make, expected, secret };
}

export function textOf({ file }: MadeKey): string {
  return readFileSync(file, 'utf8');
}

/** What a program prints; throws when it fails. */
export function output(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A PEM text with its base64 decoded, changed and put back. */
export function withBody(pem: string, change: (body: Buffer) => Buffer): string {
  const parts = /^(-----BEGIN.*?-----\n)([\s\S]*?)(-----END[\s\S]*)$/.exec(pem);
  const [, head, body, tail] = parts ?? [];
  if (head === undefined || body === undefined || tail === undefined) throw new Error('no PEM');
  return `${head}${change(Buffer.from(body, 'base64')).toString('base64')}\n${tail}`;
}

/** A text with one passage changed, which must be there. */
export function changed(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${String(from)} changed nothing`);
  return result;
}

/** The same inside the base64 of a PEM text. */
export function changedWithin(pem: string, from: string, to: string): string {
  return withBody(pem, (body) => Buffer.from(changed(body.toString('latin1'), from, to), 'latin1'));
}
