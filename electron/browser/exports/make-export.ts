import type { ExportKind } from '../../../shared/model/export';
import {
  fileNamePart,
  foxyProxyFileName,
  foxyProxyJson,
  foxyProxyLegacyJson,
  type ProxyTarget,
} from '../foxyproxy';
import { foxyProxyXml } from '../foxyproxy-xml';
import { pacScript } from '../pac';
import { tunnelPatterns } from '../tunnel-patterns';
import type { ExportFile, ExportSource } from './export-source';
import { firefoxPolicy } from './firefox-policy';
import { foxyProxyLine, foxyProxyPatterns } from './foxyproxy-append';
import { powerShellLines, shellLines } from './shell-lines';
import { sshConfig } from './ssh-config';
import { zeroOmegaOptions } from './zeroomega';

/**
 * A tunnel as something else reads it.
 *
 * @param date decides the day in file names.
 * @throws RangeError for ssh_config where only the local port is known.
 */
export function makeExport(kind: ExportKind, source: ExportSource, date: Date): ExportFile {
  return { name: fileName(kind, source.name, date), text: textOf(kind, source) };
}

function textOf(kind: ExportKind, source: ExportSource): string {
  const { name, port, network } = source;
  const target: ProxyTarget = { name, host: '127.0.0.1', port };
  const patterns = tunnelPatterns(source, network);
  const script = () => pacScript([{ port, patterns }]);
  switch (kind) {
    case 'foxyproxy':
      return foxyProxyJson(target, { patterns });
    case 'foxyproxy-proxy':
      return foxyProxyLine(target);
    case 'foxyproxy-patterns':
      return foxyProxyPatterns(patterns);
    case 'foxyproxy-legacy-json':
      return foxyProxyLegacyJson(target, { patterns });
    case 'foxyproxy-xml':
      // The file AWS hands out for old FoxyProxy says localhost, and so do the people who compare.
      return foxyProxyXml({ host: 'localhost', port });
    case 'zeroomega':
      return zeroOmegaOptions(target, patterns);
    case 'pac':
      return script();
    case 'firefox-policy':
      return firefoxPolicy(script());
    case 'shell':
      return shellLines(name, port);
    case 'powershell':
      return powerShellLines(name, port);
    case 'ssh-config':
      if (source.ssh === null) throw new RangeError('ssh_config needs the bastion');
      return sshConfig(name, source.ssh);
  }
}

function fileName(kind: ExportKind, tunnel: string, date: Date): string {
  const name = fileNamePart(tunnel);
  switch (kind) {
    case 'foxyproxy':
      return foxyProxyFileName('current', date, tunnel);
    case 'foxyproxy-legacy-json':
      return foxyProxyFileName('legacy-json', date, tunnel);
    case 'foxyproxy-xml':
      return foxyProxyFileName('xml', date, tunnel);
    case 'foxyproxy-proxy':
      return `FoxyProxy-proxy_${name}.txt`;
    case 'foxyproxy-patterns':
      return `FoxyProxy-patterns_${name}.json`;
    case 'zeroomega':
      // As ZeroOmega names its own; Windows takes no colons.
      return `ZeroOmegaOptions-${date.toISOString().replaceAll(':', '-')}.bak`;
    case 'pac':
      return `Culvert_${name}.pac`;
    case 'firefox-policy':
      return 'policies.json';
    case 'shell':
      return `culvert-${name}.sh`;
    case 'powershell':
      return `culvert-${name}.ps1`;
    case 'ssh-config':
      return `culvert-${name}.conf`;
  }
}
