import type { MenuItemConstructorOptions } from 'electron';
import type { EventPayload } from '../../shared/contract/window';
import type { DesktopText } from '../../shared/text/desktop/index';

export interface MenuActions {
  readonly show: (page: EventPayload<'show'>['page']) => void;
  readonly quit: () => void;
}

export interface MenuContext {
  readonly words: DesktopText['menu'];
  readonly platform: NodeJS.Platform;
  /** Not packaged: the developer tools are at hand. */
  readonly developing: boolean;
}

type Item = MenuItemConstructorOptions;

const line: Item = { type: 'separator' };

/** The application's menu. Roles bring each system's own behaviour and shortcuts. */
export function appMenu(context: MenuContext, actions: MenuActions): Item[] {
  const { words, platform } = context;
  const mac = platform === 'darwin';
  const settings: Item = {
    label: words.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.show('settings'),
  };
  // Quit by our own hand on every system: a role would do the same without saying so in a test.
  const quit: Item = { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: () => actions.quit() };
  const application: Item = {
    role: 'appMenu',
    submenu: [{ role: 'about' }, line, settings, line, { role: 'hide' }, line, quit],
  };
  const close: Item = { role: 'close', label: words.close };
  const file: Item = {
    label: words.file,
    submenu: mac ? [close] : [settings, line, close, quit],
  };
  return [
    ...(mac ? [application] : []),
    file,
    editMenu(words),
    viewMenu(context, actions),
    { label: words.window, role: 'window', submenu: [{ role: 'minimize', label: words.minimize }] },
  ];
}

function editMenu(words: DesktopText['menu']): Item {
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      line,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  };
}

function viewMenu({ words, developing }: MenuContext, actions: MenuActions): Item {
  const page = (label: string, key: string, name: 'tunnels' | 'log'): Item => ({
    label,
    accelerator: `CmdOrCtrl+${key}`,
    click: () => actions.show(name),
  });
  const tools: Item[] = developing
    ? [line, { role: 'toggleDevTools', label: words.developerTools }]
    : [];
  return {
    label: words.view,
    submenu: [
      page(words.tunnels, '1', 'tunnels'),
      page(words.log, '2', 'log'),
      line,
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.larger },
      { role: 'zoomOut', label: words.smaller },
      line,
      { role: 'togglefullscreen', label: words.fullScreen },
      ...tools,
    ],
  };
}
