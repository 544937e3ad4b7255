import { englishBrowser } from './en-browser';
import { englishImports } from './en-imports';
import { type AppCode, type Dictionary, words } from './words';

/** Words for the failures of Culvert itself and of other programs here, in English. */
export const englishApp: Dictionary<AppCode> = {
  ...englishBrowser,
  ...englishImports,
  'profile-missing': ({ name }) =>
    words(
      `There is no tunnel named ${name}.`,
      'It was renamed or deleted, or its name is misspelt.',
      'Check the name in the list of tunnels.',
    ),
  'engine-crashed': () =>
    words(
      'The part of Culvert that carries the tunnels has stopped unexpectedly.',
      'That is a fault in Culvert. It is being started again.',
      'Tunnels that were up come back by themselves. If it happens again, please report it with the log.',
    ),
  'engine-down': () =>
    words(
      'The part of Culvert that carries the tunnels has stopped three times within a minute.',
      'That is a fault in Culvert. It stays stopped now, so as not to fail again and again.',
      'Press Start, or do again what you did: either starts it once more. If it happens again, please report it with the log.',
    ),
  'flows-crashed': () =>
    words(
      'The part of Culvert that reads flow logs has stopped unexpectedly.',
      'The system may have ended it for the memory it needed. The tunnels go on.',
      'Read fewer files or a shorter span of time, or have Athena read them. If it happens again, please report it with the log.',
    ),
  'flows-no-room': ({ of }) =>
    words(
      of === 'disk'
        ? 'There is no room to read these flow logs: the disk with the folder for temporary files is full.'
        : 'These flow logs hold more than fits into the memory Culvert takes for them.',
      'Half an answer would mislead, so there is none. The files themselves are untouched.',
      of === 'disk'
        ? 'Make room there, or name another folder in TMPDIR (on Windows TEMP). Or read a shorter span of time, or have Athena read them.'
        : 'Read fewer files or a shorter span of time, or have Athena read them.',
    ),
  'file-unwritable': ({ name, why }) =>
    words(
      `“${name}” could not be saved (${why}).`,
      why === 'ENOSPC'
        ? 'The disk is full. What was there before is still there.'
        : why === 'EBUSY'
          ? 'Another program has it open. What was there before is still there.'
          : 'The system did not let it be written there. What was there before is still there.',
      why === 'ENOSPC'
        ? 'Make room, or save it on another disk.'
        : why === 'EBUSY'
          ? 'Close it in that program, Excel for one, and save again, or save under another name.'
          : 'Choose a folder that you may write to.',
    ),
  cancelled: () =>
    words(
      'The work was cancelled.',
      'It was called off before it was done; nothing was changed.',
      'Start it again when you need it.',
    ),
  internal: ({ detail }) =>
    words(
      `Something failed inside Culvert: ${detail}`,
      'That is a fault in Culvert, not in your settings.',
      'Start the tunnel again. If it repeats, please report it with the log.',
    ),
};
