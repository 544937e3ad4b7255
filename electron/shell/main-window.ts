import {
  BrowserWindow,
  nativeImage,
  nativeTheme,
  screen,
  type WebContents,
  type WebPreferences,
} from 'electron';
import { CrashHistory } from '../ipc/crash-history';
import type { WindowDocument } from '../storage/documents';
import appIcon from './icons/app.png?inline';
import type { LastLook } from './last-look';
import { placeWindow, smallest } from './window-bounds';

export interface MainWindowOptions {
  /** Path of the built preload script. */
  readonly preload: string;
  readonly address: string;
  readonly look: LastLook;
  /** While quitting, closing really closes. */
  readonly quitting: () => boolean;
}

/** What the window is told once the settings are open. */
export interface WindowHome {
  readonly place: { get(): WindowDocument; set(document: WindowDocument): void };
  /** The person closed the window; it is hidden and the app goes on. */
  readonly onHidden: () => void;
}

const settleMs = 500;

/** The page's ground, so that the window does not flash in another colour before it is drawn. */
function ground(): string {
  return nativeTheme.shouldUseDarkColors ? '#11141a' : '#f6f7f9';
}

function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    // Dictionaries would be fetched from the network.
    spellcheck: false,
  };
}

/** Linux shows the icon of the window rather than of the program. */
function dress(window: BrowserWindow): void {
  if (process.platform === 'linux') window.setIcon(nativeImage.createFromDataURL(appIcon));
}

function areas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

/**
 * Culvert's one window: made once, hidden rather than closed, shown where it was. It is made, and
 * shown in the page's colour, before the settings are open: a window that is shown has Chromium start
 * its drawing process at once, beside the page's own, and not only when there is something to draw.
 */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #crashes = new CrashHistory();
  #home: WindowHome | null = null;
  #window: BrowserWindow | null = null;
  #settling: NodeJS.Timeout | null = null;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    nativeTheme.on('updated', () => this.#window?.setBackgroundColor(ground()));
  }

  get contents(): WebContents | null {
    return this.#window?.webContents ?? null;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  /** Brings the window to the front, making it if there is none. */
  open(): void {
    if (this.#window === null) {
      this.#make();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** The settings are open: from now on the window's place is kept in them. */
  moveIn(home: WindowHome): void {
    this.#home = home;
    if (this.#window === null) return;
    dress(this.#window);
    this.#moved();
  }

  /** Takes the window away: the app cannot start. */
  destroy(): void {
    this.#window?.destroy();
  }

  #make(): void {
    const { preload, address, look } = this.#options;
    const { bounds, maximized } = this.#home?.place.get() ?? look;
    const window = new BrowserWindow({
      ...placeWindow(bounds, areas()),
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: 'Culvert',
      autoHideMenuBar: true,
      backgroundColor: ground(),
      webPreferences: webPreferences(preload),
    });
    this.#window = window;
    if (maximized) window.maximize();
    if (this.#home !== null) dress(window);
    for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) {
      window.on(event as 'resize', () => this.#moved());
    }
    window.on('close', (event) => this.#closing(event));
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      // A page that dies over and over again would be reloaded for ever.
      if (reason !== 'clean-exit' && this.#crashes.crashed()) window.webContents.reload();
    });
    void window.loadURL(address);
  }

  #closing(event: { preventDefault(): void }): void {
    this.#savePlace();
    const window = this.#window;
    if (this.#options.quitting() || window === null) return;
    event.preventDefault();
    if (window.isFullScreen()) {
      // Hidden while it fills the screen, it would leave a black one behind on macOS.
      window.once('leave-full-screen', () => window.hide());
      window.setFullScreen(false);
    } else window.hide();
    this.#home?.onHidden();
  }

  #moved(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#savePlace(), settleMs);
  }

  #savePlace(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = null;
    if (this.#home === null || this.#window === null || this.#window.isDestroyed()) return;
    const { place } = this.#home;
    const bounds = this.#window.getNormalBounds();
    const maximized = this.#window.isMaximized();
    const before = place.get();
    const same = JSON.stringify([before.bounds, before.maximized]);
    if (JSON.stringify([bounds, maximized]) === same) return;
    place.set({ version: 1, bounds, maximized });
  }
}
