import { CallRefused } from '../../shared/contract/result';
import type { Transport } from '../../shared/model/way';
import type { Desktop } from './ports';
import type { ProfileBook } from './profile-book';

/**
 * A program that a tunnel runs is permitted by the person outside the window, once for each command:
 * neither a page nor a file somebody brought along must be able to have anything run.
 *
 * @param transport of a tunnel about to be stored.
 * @throws CallRefused `bad-fields` with `command-not-permitted` at the command.
 */
export async function askForCommands(
  book: Pick<ProfileBook, 'all'>,
  desktop: Pick<Desktop, 'permitCommand'>,
  transport: readonly Transport[],
): Promise<void> {
  const known = new Set(book.all().flatMap((profile) => commandsOf(profile.transport)));
  for (const [at, each] of transport.entries()) {
    if (each.kind !== 'proxy-command' || known.has(each.command)) continue;
    if (await desktop.permitCommand(each.command)) continue;
    const fields = { [`transport.${at}.command`]: 'command-not-permitted' } as const;
    throw new CallRefused({ code: 'bad-fields', fields });
  }
}

function commandsOf(transport: readonly Transport[]): string[] {
  return transport.flatMap((each) => (each.kind === 'proxy-command' ? [each.command] : []));
}
