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
  network: {
    known: (ranges: string, day: string) =>
      `Exports send ${ranges} through the tunnel: the ranges of the cluster’s VPC, as AWS told on ${day}.`,
    refused: (day: string) =>
      `Exports send all private addresses through the tunnel: on ${day} AWS did not tell the ranges of the cluster’s VPC (ec2:DescribeSubnets, ec2:DescribeVpcs).`,
    unasked:
      'Exports send all private addresses through the tunnel until it has connected once: AWS is asked for the ranges of the cluster’s VPC then.',
  },
};

/** The words about exports, whichever language they are in. */
export type ExportText = typeof enExport;
