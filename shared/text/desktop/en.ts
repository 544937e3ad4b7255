/** Every word outside the page: tray, menus, system dialogs and notifications, in English. */
export const en = {
  tray: {
    open: 'Open Culvert',
    start: 'Start',
    stop: 'Stop',
    quit: 'Quit',
    none: 'No tunnels yet',
    summary: (connected: number, all: number) => `Culvert: ${connected} of ${all} connected`,
  },
  menu: {
    file: 'File',
    settings: 'Settings…',
    close: 'Close window',
    quit: 'Quit Culvert',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    tunnels: 'Tunnels',
    log: 'Log',
    actualSize: 'Actual size',
    larger: 'Larger',
    smaller: 'Smaller',
    fullScreen: 'Full screen',
    developerTools: 'Developer tools',
    window: 'Window',
    minimize: 'Minimize',
  },
  dialogs: {
    chooseImport: 'Import tunnels from a file',
    permitCommand: 'May this tunnel run a program?',
    permitDetail:
      'Culvert runs it on this computer, as you, whenever the tunnel connects. Permit it only if you wrote it or know what it does.',
    permit: 'Permit',
    doNotPermit: 'Do not permit',
    chooseKey: 'Choose a private key',
    chooseFlowLogs: 'Choose flow logs',
    keyFiles: 'Private keys',
    allFiles: 'All files',
    exportFile: 'Export a tunnel',
  },
  notices: {
    stillRunning: {
      title: 'Culvert is still running',
      body: 'Your tunnels stay up while the window is closed. Start Culvert again, or use its icon in the tray, to get the window back. Quit ends the tunnels.',
    },
    notSaved: {
      title: 'Changes could not be saved',
      body: (why: string) =>
        `Culvert goes on with what it knows and tries to save again every 30 seconds. The system said: ${why}`,
    },
    savedAgain: {
      title: 'Changes are saved again',
      body: 'Everything you changed in the meantime is on disk now.',
    },
  },
  tunnelNotices: {
    attention: (name: string) => `${name} needs attention`,
    lost: (name: string) => `${name} lost its connection`,
    back: (name: string) => `${name} is connected again`,
    backBody: 'Requests pass through the tunnel again.',
    page: (name: string, page: string) => `${name}: ${page} stopped answering`,
    pages: (name: string, count: number) => `${name}: ${count} pages stopped answering`,
  },
  refused: {
    title: 'Culvert cannot start',
    newer: (file: string) =>
      `${file} was written by a newer version of Culvert. Install that version again, or move the file elsewhere to start without it. Nothing was changed.`,
    unreadable: (file: string) =>
      `${file} cannot be read. Check who owns it and its permissions. Nothing was changed.`,
  },
};

export type DesktopText = typeof en;
