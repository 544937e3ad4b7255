import type { Instance, Transport } from '../../../shared/model/way';
import type { ImportFiles } from '../import-files';
import { changed, leftOut, type Verdicts } from '../verdicts';
import { readAwsCommand } from './aws-command';
import { credit, type HostSettings } from './evaluate';

/** How the way begins, where that is no plain connection. */
export interface FoundStart {
  readonly transport: Transport;
  readonly instance: Instance;
}

/**
 * What becomes of a ProxyCommand: one of AWS's instructions stands for a ready-made way; every other
 * is left out, as it would be run as soon as the tunnel starts. A person types such a line, no file
 * brings it.
 *
 * @returns null where there is none.
 */
export async function startOf(
  { first }: HostSettings,
  server: { readonly host: string; readonly port: number },
  files: Pick<ImportFiles, 'awsRegion'>,
  verdicts: Verdicts,
): Promise<FoundStart | 'left-out' | null> {
  const command = first.get('proxycommand');
  if (command === undefined) return null;
  if (command.value.toLowerCase() === 'none') {
    credit(verdicts, command);
    return null;
  }
  const read = readAwsCommand(command.value, server);
  if (read === null) {
    verdicts.give(command.line, leftOut({ code: 'command-not-taken' }));
    return 'left-out';
  }
  const { transport, awsProfile } = read;
  const region = read.region ?? (await files.awsRegion(awsProfile));
  if (region === null) {
    verdicts.give(command.line, leftOut({ code: 'aws-region-missing' }));
    return 'left-out';
  }
  verdicts.give(command.line, changed({ code: 'aws-way', transport: transport.kind }));
  return { transport, instance: { id: read.instance, region, awsProfile } };
}
