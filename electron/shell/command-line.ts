import { commandNames, helpWords } from '../cli/command-names';

const commands = new Set<string>([...commandNames, ...helpWords]);

/**
 * The words behind `culvert` when the program was started as a command, or null when it was started
 * as the app. Switches of Chromium itself may stand before the command.
 *
 * @param argv as Node has it.
 * @param packaged a checkout is started with its path as the first word.
 */
export function commandIn(argv: readonly string[], packaged: boolean): readonly string[] | null {
  const words = argv.slice(packaged ? 1 : 2);
  const first = words.findIndex((word) => !word.startsWith('-') || commands.has(word));
  const command = words[first];
  return command !== undefined && commands.has(command) ? words.slice(first) : null;
}
