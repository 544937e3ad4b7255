import type { FailureOf } from '../../model/failure';
import { type Dictionary, type ImportCode, words } from './words';

const whys: Readonly<Record<FailureOf<'import-unreadable'>['why'], readonly [string, string]>> = {
  missing: ['There is nothing of that name.', 'Check the name, or choose the file again.'],
  'not-a-file': [
    'It is a device, a pipe or a folder without settings.',
    'Choose the file that the other program wrote.',
  ],
  'too-large': [
    'It is far larger than any settings file.',
    'Choose the file that the other program wrote.',
  ],
  unreadable: [
    'It belongs to another user, or another program has locked it.',
    'Copy it to a folder of yours, then import the copy.',
  ],
  'not-text': [
    'It is not a text file, or not in an encoding that can be told.',
    'Export the settings from the other program again.',
  ],
  'private-key': [
    'It is a private key. Keys are not imported; a tunnel names the file they are in.',
    'Make a new tunnel and choose the key there.',
  ],
};

/** Words for the failures of imports, in English. */
export const englishImports: Dictionary<ImportCode> = {
  'import-unreadable': ({ name, why }) => words(`${name} cannot be imported.`, ...whys[why]),
  'import-not-recognised': ({ name }) =>
    words(
      `${name} holds no settings that Culvert knows.`,
      'It is not an ssh_config, an export of MobaXterm, PuTTY sessions or FoxyProxy settings, or the part with tunnels is missing.',
      'Choose another file. On the command line, --from names the program it came from.',
    ),
  'import-malformed': ({ name }) =>
    words(
      `${name} breaks off or is damaged.`,
      'It is neither well-formed XML nor JSON, as after a partial copy and paste.',
      'Export the settings again, or copy the whole text.',
    ),
  'import-program-missing': ({ name }) =>
    words(
      `There are no settings of ${name} here.`,
      'It is not used by this user of this computer, or keeps its settings elsewhere.',
      'Choose a file instead.',
    ),
  'settings-in-use': () =>
    words(
      'Culvert is running and holds its settings.',
      'What another program writes meanwhile would be overwritten.',
      'Quit Culvert and try again, or use Import in its window.',
    ),
  'settings-unusable': ({ name, why }) =>
    why === 'newer'
      ? words(
          `The settings file ${name} was written by a newer Culvert.`,
          'This version cannot tell what is in it, and leaves it alone.',
          'Use the newer version.',
        )
      : words(
          `The settings file ${name} is damaged.`,
          'It is not changed by the command line.',
          'Start Culvert once: it sets the file aside and brings the last sound copy back.',
        ),
};
