import type { ExportKind } from '../../model/export';

/** An export in words. */
export interface ExportWords {
  readonly label: string;
  /** One line: what taking it in replaces, or that it replaces nothing. */
  readonly replaces: string;
}

/** What each export is and replaces, in English. */
export const en: Readonly<Record<ExportKind, ExportWords>> = {
  foxyproxy: {
    label: 'FoxyProxy 8 and newer (JSON)',
    replaces:
      'Importing it replaces every proxy FoxyProxy has. After Save, choose “Proxy by Patterns” in its toolbar menu.',
  },
  'foxyproxy-proxy': {
    label: 'FoxyProxy: one proxy to add',
    replaces:
      'Replaces nothing: paste the line under Options, Import, Proxy List, then add the patterns to that proxy.',
  },
  'foxyproxy-patterns': {
    label: 'FoxyProxy: patterns to add',
    replaces:
      'Replaces nothing: the import button inside one proxy of FoxyProxy adds them to its patterns.',
  },
  'foxyproxy-legacy-json': {
    label: 'FoxyProxy 6 and 7 (JSON)',
    replaces: 'Importing it replaces every proxy of FoxyProxy 6 or 7, and turns the patterns on.',
  },
  'foxyproxy-xml': {
    label: 'FoxyProxy 7.5.1 and older (XML)',
    replaces:
      'Importing it replaces every proxy of that old FoxyProxy. Its patterns are wide: newer versions take the JSON.',
  },
  zeroomega: {
    label: 'ZeroOmega, SwitchyOmega (backup)',
    replaces: 'Restoring it replaces all options of ZeroOmega, and is in use at once.',
  },
  pac: {
    label: 'Proxy script (PAC)',
    replaces: 'Takes the place of the proxy setting of the browser or system it is entered in.',
  },
  'firefox-policy': {
    label: 'Firefox policy (policies.json)',
    replaces:
      'Sets the proxy for everybody who uses that Firefox. An existing policies.json must be merged by hand.',
  },
  shell: {
    label: 'Shell variables (curl, git, Java)',
    replaces: 'Replaces proxy variables of the one shell it is run in, until that is closed.',
  },
  powershell: {
    label: 'PowerShell variables (curl, git, Java)',
    replaces: 'Replaces proxy variables of the one window it is run in, until that is closed.',
  },
  'ssh-config': {
    label: 'OpenSSH (ssh_config)',
    replaces:
      'Replaces nothing: add it to ~/.ssh/config. Only one of ssh and Culvert can have the port.',
  },
};
