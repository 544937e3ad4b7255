import { failureFrom } from '../../shared/model/failure';
import type { KeyFacts } from '../../shared/model/key-facts';
import { KeyReader } from '../keys/key-reader';
import { readArguments, secretFrom, UsageError } from './arguments';
import { exitCode, exitCodeOf } from './exit-code';
import type { Output } from './output';

/** Says what a key file is, and whether the passphrase opens it. */
export async function key(args: readonly string[], output: Output, workerUrl: URL) {
  const { values, positionals } = readArguments(args, { 'passphrase-env': { type: 'string' } }, 1);
  const path = positionals[0];
  if (path === undefined) throw new UsageError('which key file?');
  const passphrase = secretFrom('passphrase-env', values['passphrase-env']);
  const reader = new KeyReader({ workerUrl });
  try {
    const facts = await readFacts(reader, path, passphrase);
    output.result(facts, describe(facts));
    return exitCode.done;
  } catch (error) {
    const failure = failureFrom(error);
    output.failed(failure);
    return exitCodeOf(failure);
  } finally {
    await reader.close();
  }
}

/** Without a passphrase, what the file shows in clear; with one, the key is really opened. */
async function readFacts(
  reader: KeyReader,
  path: string,
  passphrase: Uint8Array | null,
): Promise<KeyFacts> {
  if (passphrase === null) {
    const facts = await reader.inspect(path);
    if (facts.type !== null && facts.fingerprint !== null) return facts;
  }
  return (await reader.read(path, passphrase)).facts;
}

function describe(facts: KeyFacts): string {
  const rows: readonly (readonly [string, string])[] = [
    ['format', facts.format],
    ['type', `${facts.type}, ${facts.bits} bits`],
    ['fingerprint', `${facts.fingerprint}`],
    ['comment', facts.comment === '' ? '(none)' : facts.comment],
    ['encrypted', facts.encrypted ? 'yes' : 'no'],
    ...facts.warnings.map((warning) => ['warning', warning] as const),
  ];
  return rows.map(([name, value]) => `${name.padEnd(12)}${value}`).join('\n');
}
