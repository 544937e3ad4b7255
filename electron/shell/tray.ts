import { Menu, Tray } from 'electron';
import { trayImage } from './icons/tray-images';
import {
  type TrayActions,
  type TrayTunnel,
  type TrayWords,
  trayIconName,
  trayMenu,
  trayTip,
} from './tray-menu';

/** Culvert's icon in the tray or menu bar. */
export class AppTray {
  readonly #tray = new Tray(trayImage('idle'));
  readonly #actions: TrayActions;
  readonly #shown: (menu: Menu) => void;
  #last = '';

  /** @param shown is given each menu that takes the place of the one before. */
  constructor(actions: TrayActions, shown: (menu: Menu) => void) {
    this.#actions = actions;
    this.#shown = shown;
    // On Windows a click is expected to open the window; elsewhere it opens the menu.
    if (process.platform === 'win32') this.#tray.on('click', () => actions.open());
  }

  /** Shows the tunnels as they are now. */
  update(tunnels: readonly TrayTunnel[], words: TrayWords): void {
    const looks = JSON.stringify([
      words.tray.open,
      tunnels.map(({ id, name, state, shown }) => [id, name, state.state, shown]),
    ]);
    // Traffic arrives every second; a menu replaced under the pointer would close.
    if (looks === this.#last) return;
    this.#last = looks;
    const menu = Menu.buildFromTemplate(trayMenu(tunnels, words, this.#actions));
    this.#tray.setContextMenu(menu);
    this.#tray.setImage(trayImage(trayIconName(tunnels)));
    this.#tray.setToolTip(trayTip(tunnels, words));
    this.#shown(menu);
  }

  remove(): void {
    this.#tray.destroy();
  }
}
