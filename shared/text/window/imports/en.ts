/** The window's words for imports, groups and the order of the list, in English. */
export const enImports = {
  menu: 'Import',
  fromFile: 'Import from a file',
  fromSshConfig: 'Import ~/.ssh/config',
  fromPutty: 'Import PuTTY sessions',
  title: 'Import tunnels',
  about: (program: string, file: string) => (program === file ? program : `${program} · ${file}`),
  safe: 'Nothing of the file is run. Keys are looked for, not opened.',
  none: 'No tunnels were found. What each line holds is below.',
  choose: (name: string) => `Import ${name}`,
  name: 'Name',
  localPort: 'Local port',
  remotePort: 'Port there',
  host: 'Bastion host',
  key: 'Key',
  via: (hosts: string) => `through ${hosts}`,
  to: (destination: string) => `to ${destination}`,
  all: 'Select all',
  portTwice: 'Another tunnel chosen here has this port.',
  portOfOther: (name: string) => `“${name}” has this port. Only one of them can run at a time.`,
  linesTitle: 'What became of each line',
  counts: (taken: number, changed: number, leftOut: number, refused: number) =>
    `${taken} taken · ${changed} changed · ${leftOut} left out · ${refused} refused`,
  line: (file: string, line: number) => `${file}, line ${line}`,
  cancel: 'Cancel',
  confirm: (count: number) =>
    count === 0 ? 'Import' : `Import ${count} ${count === 1 ? 'tunnel' : 'tunnels'}`,
  done: (count: number) => `${count} ${count === 1 ? 'tunnel was' : 'tunnels were'} imported.`,
  dropTitle: 'Drop to import tunnels',
  dropText: 'ssh_config, MobaXterm, PuTTY (.reg) or FoxyProxy. You see what it holds first.',
  group: {
    open: (name: string) => `Open the group ${name}`,
    close: (name: string) => `Close the group ${name}`,
    summary: (all: number, connected: number) =>
      connected === 0
        ? `${all} ${all === 1 ? 'tunnel' : 'tunnels'}`
        : `${all} ${all === 1 ? 'tunnel' : 'tunnels'}, ${connected} connected`,
    startAll: 'Start all',
    stopAll: 'Stop all',
    more: (name: string) => `More for the group ${name}`,
    rename: 'Rename group',
    name: 'Group name',
    up: 'Move group up',
    down: 'Move group down',
    ungroup: 'Take group apart',
    apart: (name: string) => `The group “${name}” was taken apart.`,
  },
  moveUp: 'Move up',
  moveDown: 'Move down',
  isFirst: 'It is the first already',
  isLast: 'It is the last already',
  moveHint: 'Drag to move, or press Alt and an arrow key.',
};

/** The words about imports, whichever language they are in. */
export type ImportsText = typeof enImports;
