import { version } from '../../package.json';
import { failureFrom } from '../../shared/model/failure';
import { pickLanguage } from '../../shared/text/language';
import { UsageError } from './arguments';
import { type CommandName, isCommandName } from './command-names';
import { exitCode, exitCodeOf } from './exit-code';
import { Output } from './output';
import { usageOf, usages } from './usages';

const help = `Culvert ${version}: private EMR pages through an SSH bastion\n\n${usages
  .map((usage) => `  ${usage}`)
  .join('\n')}\n\nWith --json, one object per line on stdout; diagnostics go to stderr.\n`;

/** Where the threads' entries are: key-worker.js and text-worker.js. */
export interface Workers {
  readonly keys: URL;
  readonly texts: URL;
}

type Command = (args: readonly string[], output: Output, workers: Workers) => Promise<number>;

/** Each loads what it needs when it is called: AWS's clients alone take longer than a login. */
const commands: Readonly<Record<CommandName, Command>> = {
  up: async (args, output, { keys }) => (await import('./up')).up(args, output, keys),
  key: async (args, output, { keys }) => (await import('./key')).key(args, output, keys),
  export: async (args, output) => (await import('./export')).exportSettings(args, output),
  clusters: async (args, output) => (await import('./clusters')).clusters(args, output),
  doctor: async (args, output) => (await import('./doctor')).doctor(args, output),
  flows: async (args, output, { texts }) => (await import('./flows')).flows(args, output, texts),
  import: async (args, output) => (await import('./import')).importSettings(args, output),
  demo: async (args, output, { keys }) => (await import('./demo')).demo(args, output, keys),
};

/**
 * Runs one command: the engine's services in this process, without a window.
 *
 * @param args what stands behind `culvert`.
 * @param workers what runs in threads of its own, as it was built.
 * @returns the exit code.
 */
export async function runCommand(args: readonly string[], workers: Workers): Promise<number> {
  const words = args.filter((word) => word !== '--json');
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  const output = new Output(
    words.length < args.length,
    pickLanguage([locale.replace(/\..*$/, '').replace('_', '-')]),
  );
  const [command, ...rest] = words;
  try {
    if (command === '--version') {
      output.result({ version }, version);
      return exitCode.done;
    }
    if (command === '--help' || command === '-h' || command === 'help') {
      process.stdout.write(help);
      return exitCode.done;
    }
    if (command === undefined) {
      process.stderr.write(help);
      return exitCode.usage;
    }
    if (!isCommandName(command)) throw new UsageError(`unknown command: ${command}`);
    if (asksForHelp(rest)) {
      process.stdout.write(`${usageOf[command]}\n`);
      return exitCode.done;
    }
    return await commands[command](rest, output, workers);
  } catch (error) {
    return explain(error, output);
  }
}

/** Whether a person asks how a command is called, before anything of it is done. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const own = end === -1 ? words : words.slice(0, end);
  return own.includes('--help') || own.includes('-h');
}

function explain(error: unknown, output: Output): number {
  if (error instanceof UsageError) {
    output.diagnose(`culvert: ${error.message}\nculvert --help shows every command.`);
    return exitCode.usage;
  }
  const failure = failureFrom(error);
  output.failed(failure);
  return exitCodeOf(failure);
}
