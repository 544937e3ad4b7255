/** The window's words about the settings, in English. */
export const enSettings = {
  title: 'Settings',
  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  language: 'Language',
  systemLanguage: (name: string) => `As the system (${name})`,
  secrets: 'Passphrases and passwords',
  secretsKept:
    'What you choose to remember is kept in the system’s key store, never in a file of Culvert.',
  secretsOff: 'They are kept in memory until Culvert quits. Remembering is off:',
  secretsWhy: {
    'no-key-store': 'this desktop offers no key store that protects them.',
    locked: 'the system’s key store is locked. Unlock it and start Culvert again.',
    unknown: 'the system’s key store did not answer.',
  },
  about: 'About',
  version: 'Culvert',
  electron: 'Electron',
  platform: 'System',
  quarantined: (file: string) =>
    `The settings file was damaged and set aside as ${file}. The newest sound copy takes its place, if there is one.`,
};
