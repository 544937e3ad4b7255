import { version } from '../../package.json';
import { failureFrom } from '../../shared/model/failure';
import { pickLanguage } from '../../shared/text/language';
import { UsageError } from './arguments';
import { clusters, clustersUsage } from './clusters';
import { demo, demoUsage } from './demo';
import { doctor, doctorUsage } from './doctor';
import { exitCode, exitCodeOf } from './exit-code';
import { exportSettings, exportUsage } from './export';
import { flows, flowsUsage } from './flows';
import { importSettings, importUsage } from './import';
import { key, keyUsage } from './key';
import { Output } from './output';
import { up, upUsage } from './up';

const usages = [
  upUsage,
  keyUsage,
  exportUsage,
  clustersUsage,
  doctorUsage,
  flowsUsage,
  importUsage,
  demoUsage,
];
const help = `Culvert ${version}: private EMR pages through an SSH bastion\n\n${usages
  .map((usage) => `  ${usage}`)
  .join('\n')}\n\nWith --json, one object per line on stdout; diagnostics go to stderr.\n`;

/**
 * Runs one command: the engine's services in this process, without a window.
 *
 * @param args what stands behind `culvert`.
 * @param workerUrl the built key-worker.js.
 * @returns the exit code.
 */
export async function runCommand(args: readonly string[], workerUrl: URL): Promise<number> {
  const words = args.filter((word) => word !== '--json');
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  const output = new Output(
    words.length < args.length,
    pickLanguage([locale.replace(/\..*$/, '').replace('_', '-')]),
  );
  const [command, ...rest] = words;
  try {
    switch (command) {
      case 'up':
        return await up(rest, output, workerUrl);
      case 'key':
        return await key(rest, output, workerUrl);
      case 'export':
        return exportSettings(rest, output);
      case 'clusters':
        return await clusters(rest, output);
      case 'doctor':
        return await doctor(rest, output);
      case 'import':
        return await importSettings(rest, output);
      case 'demo':
        return await demo(rest, output, workerUrl);
      case 'flows':
        return await flows(rest, output);
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
