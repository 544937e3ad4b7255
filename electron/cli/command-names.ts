/**
 * The commands of the command line, in the order in which help shows them. Apart from what they do:
 * the installed program tells by these names whether it was started as a command or as the app,
 * before anything else of the command line is loaded.
 */
export const commandNames = [
  'up',
  'key',
  'export',
  'clusters',
  'doctor',
  'flows',
  'import',
  'demo',
] as const;
export type CommandName = (typeof commandNames)[number];

/** What is asked of the command line itself. */
export const helpWords = ['help', '--help', '--version'] as const;

/** Whether a word is the name of a command. */
export function isCommandName(word: string): word is CommandName {
  return commandNames.some((name) => name === word);
}
