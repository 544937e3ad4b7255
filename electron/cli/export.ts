import { writeFileSync } from 'node:fs';
import { profileDefaults } from '../../shared/model/profile';
import { foxyProxyJson, foxyProxyLegacyJson } from '../browser/foxyproxy';
import { foxyProxyXml, xmlDefaults } from '../browser/foxyproxy-xml';
import { portFrom, readArguments, UsageError } from './arguments';
import { exitCode } from './exit-code';
import type { Output } from './output';

export const exportUsage =
  'culvert export foxyproxy [--for current|legacy-json|xml] [--local-port 8157] [--out FILE]';

/** Writes a browser's proxy settings for a tunnel, to a file or to stdout. */
export function exportSettings(args: readonly string[], output: Output): number {
  const { values, positionals } = readArguments(
    args,
    {
      for: { type: 'string', default: 'current' },
      'local-port': { type: 'string', default: String(profileDefaults.localPort) },
      out: { type: 'string' },
    },
    1,
  );
  if (positionals[0] !== 'foxyproxy') throw new UsageError('export what? foxyproxy');
  const port = portFrom('local-port', values['local-port'], 1);
  const text = foxyProxy(values.for, port);
  if (values.out === undefined) {
    process.stdout.write(text);
    return exitCode.done;
  }
  try {
    writeFileSync(values.out, text);
  } catch (error) {
    output.diagnose(
      `cannot write ${values.out}: ${error instanceof Error ? error.message : error}`,
    );
    return exitCode.other;
  }
  output.result(
    { event: 'exported', file: values.out },
    `Wrote ${values.out}. Importing it replaces every proxy FoxyProxy has now; after Save, choose ` +
      '"Proxy by Patterns" in its toolbar menu.',
  );
  return exitCode.done;
}

function foxyProxy(format: string, port: number): string {
  const name = 'Culvert';
  switch (format) {
    case 'current':
      return foxyProxyJson({ name, host: '127.0.0.1', port });
    case 'legacy-json':
      return foxyProxyLegacyJson({ name, host: '127.0.0.1', port });
    case 'xml':
      return foxyProxyXml({ ...xmlDefaults, port });
    default:
      throw new UsageError(`--for takes current, legacy-json or xml, not "${format}"`);
  }
}
