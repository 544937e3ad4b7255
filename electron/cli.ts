import { version } from '../package.json';
import { failureFrom } from '../shared/model/failure';
import { pickLanguage } from '../shared/text/language';
import { UsageError } from './cli/arguments';
import { demo, demoUsage } from './cli/demo';
import { exitCode, exitCodeOf } from './cli/exit-code';
import { exportSettings, exportUsage } from './cli/export';
import { key, keyUsage } from './cli/key';
import { Output } from './cli/output';
import { up, upUsage } from './cli/up';

const usages = [upUsage, keyUsage, exportUsage, demoUsage];
const help = `Culvert ${version}: private EMR pages through an SSH bastion\n\n${usages
  .map((usage) => `  ${usage}`)
  .join('\n')}\n\nWith --json, one object per line on stdout; diagnostics go to stderr.\n`;

/** Entry of the command line: the engine's services in this process, without a window. */
async function run(args: readonly string[]): Promise<number> {
  const words = args.filter((word) => word !== '--json');
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  const output = new Output(
    words.length < args.length,
    pickLanguage([locale.replace(/\..*$/, '').replace('_', '-')]),
  );
  const workerUrl = new URL('./key-worker.js', import.meta.url);
  const [command, ...rest] = words;
  try {
    switch (command) {
      case 'up':
        return await up(rest, output, workerUrl);
      case 'key':
        return await key(rest, output, workerUrl);
      case 'export':
        return exportSettings(rest, output);
      case 'demo':
        return await demo(rest, output, workerUrl);
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

// Not process.exit: what was written to a pipe must still arrive.
process.exitCode = await run(process.argv.slice(2));
