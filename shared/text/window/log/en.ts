/** The window's words about the log, in English. */
export const enLog = {
  title: 'Log',
  filter: 'Filter',
  level: 'Level',
  levels: { info: 'Everything', warning: 'Warnings and errors', error: 'Errors only' },
  levelNames: { info: 'Information', warning: 'Warning', error: 'Error' },
  tunnel: 'Tunnel',
  allTunnels: 'All tunnels',
  app: 'Culvert',
  copy: 'Copy',
  copied: (lines: number) => (lines === 1 ? '1 line copied.' : `${lines} lines copied.`),
  copiedLast: (lines: number) => `The last ${lines} lines were copied: more do not fit.`,
  empty: 'Nothing has happened yet.',
  nothingFits: 'No line fits the filter.',
  shown: (shown: number, all: number) => `${shown} of ${all} lines`,
  latest: 'Go to the latest',
  lines: 'Log lines',
};
