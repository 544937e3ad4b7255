import { version } from '../../package.json';
import { failureFrom } from '../../shared/model/failure';
import { pickLanguage } from '../../shared/text/language';
import { UsageError } from './arguments';
import { exitCode, exitCodeOf } from './exit-code';
import { Output } from './output';
import { usages } from './usages';

const help = `Culvert ${version}: private EMR pages through an SSH bastion\n\n${usages
  .map((usage) => `  ${usage}`)
  .join('\n')}\n\nWith --json, one object per line on stdout; diagnostics go to stderr.\n`;

/** Where the threads' entries are: key-worker.js and text-worker.js. */
export interface Workers {
  readonly keys: URL;
  readonly texts: URL;
}

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
    switch (command) {
      // Each loads what it needs when it is called: AWS's clients alone take longer than a login.
      case 'up':
        return await (await import('./up')).up(rest, output, workers.keys);
      case 'key':
        return await (await import('./key')).key(rest, output, workers.keys);
      case 'export':
        return await (await import('./export')).exportSettings(rest, output);
      case 'clusters':
        return await (await import('./clusters')).clusters(rest, output);
      case 'doctor':
        return await (await import('./doctor')).doctor(rest, output);
      case 'import':
        return await (await import('./import')).importSettings(rest, output);
      case 'demo':
        return await (await import('./demo')).demo(rest, output, workers.keys);
      case 'flows':
        return await (await import('./flows')).flows(rest, output, workers.texts);
      case '--version':
        output.result({ version }, version);
        return exitCode.done;
      case '--help':
      case 'help':
        process.stdout.write(help);
        return exitCode.done;
      case undefined:
        process.stderr.write(help);
        return exitCode.usage;
      default:
        throw new UsageError(`unknown command: ${command}`);
    }
  } catch (error) {
    return explain(error, output);
  }
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
