import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A command line that cannot be understood; the message says what and what would be right. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads a command's options strictly.
 *
 * @throws UsageError for an unknown option, a missing value or too many words.
 */
export function readArguments<Options extends OptionsConfig>(
  args: readonly string[],
  options: Options,
  positionals: number,
) {
  try {
    const parsed = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    if (parsed.positionals.length > positionals) {
      throw new UsageError(`unexpected word: ${parsed.positionals[positionals]}`);
    }
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A TCP port from an option; 0 only where the system may pick one. */
export function portFrom(name: string, value: string, lowest: 0 | 1): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port >= lowest && port <= 65535)) {
    throw new UsageError(`--${name} takes a port from ${lowest} to 65535, not "${value}"`);
  }
  return port;
}

/** The bytes of a secret named by an environment variable; the variable is removed from our own. */
export function secretFrom(option: string, variable: string | undefined): Uint8Array | null {
  if (variable === undefined) return null;
  const value = process.env[variable];
  if (value === undefined) {
    throw new UsageError(`--${option} names ${variable}, which is not set`);
  }
  delete process.env[variable];
  return new TextEncoder().encode(value);
}
