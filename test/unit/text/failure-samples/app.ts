import type { FailureOf } from '../../../../shared/model/failure';
import type { AppCode } from '../../../../shared/text/failures/words';
import type { Samples } from './sample';

/** The failures of Culvert itself and other programs. */
export const appSamples: Samples<AppCode> = {
  'browser-missing': [
    { code: 'browser-missing', browser: null },
    { code: 'browser-missing', browser: 'firefox' },
  ],
  'browser-not-started': [{ code: 'browser-not-started', browser: 'chrome', why: 'EACCES' }],
  'presigned-not-ready': [{ code: 'presigned-not-ready', kind: 'SparkHistoryServer' }],
  'profile-missing': [{ code: 'profile-missing', name: 'EMR prod' }],
  'import-unreadable': (
    ['missing', 'not-a-file', 'too-large', 'unreadable', 'not-text', 'private-key'] as const
  ).map((why) => ({ code: 'import-unreadable', name: 'old.mobaconf', why })) as [
    FailureOf<'import-unreadable'>,
  ],
  'import-not-recognised': [{ code: 'import-not-recognised', name: 'notes.txt' }],
  'import-malformed': [{ code: 'import-malformed', name: 'foxyproxy.xml' }],
  'import-program-missing': [{ code: 'import-program-missing', name: 'PuTTY' }],
  'settings-in-use': [{ code: 'settings-in-use' }],
  'settings-unusable': [
    { code: 'settings-unusable', name: 'profiles.json', why: 'damaged' },
    { code: 'settings-unusable', name: 'profiles.json', why: 'newer' },
  ],
  'file-unwritable': [
    { code: 'file-unwritable', name: 'foxyproxy.json', why: 'ENOSPC' },
    { code: 'file-unwritable', name: 'foxyproxy.json', why: 'EACCES' },
    { code: 'file-unwritable', name: 'flow-destinations.csv', why: 'EBUSY' },
  ],
  'engine-crashed': [{ code: 'engine-crashed' }],
  'engine-down': [{ code: 'engine-down' }],
  'flows-crashed': [{ code: 'flows-crashed' }],
  'flows-no-room': [
    { code: 'flows-no-room', of: 'disk' },
    { code: 'flows-no-room', of: 'memory' },
  ],
  cancelled: [{ code: 'cancelled' }],
  internal: [{ code: 'internal', detail: 'TypeError: x is not a function' }],
};
