/** The window's words for handing a tunnel over, in English. */
export const enExport = {
  button: 'Export FoxyProxy',
  short: 'Export',
  all: 'All exports',
  title: 'Export this tunnel',
  close: 'Done',
  save: 'Save',
  saved: 'Saved',
  drag: 'Drag the FoxyProxy file from here to a folder',
  dragOne: (label: string) => `Drag to a folder: ${label}`,
  written: (file: string, replaces: string) => `${file} was written. ${replaces}`,
  groups: {
    extension: 'For a proxy extension',
    browser: 'For a browser without one',
    terminal: 'For a terminal',
  },
};

/** The words about exports, whichever language they are in. */
export type ExportText = typeof enExport;
