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
import { placeWindow, smallest } from './window-bounds';

export interface MainWindowOptions {
  /** Path of the built preload script. */
  readonly preload: string;
  readonly address: string;
  readonly place: { get(): WindowDocument; set(document: WindowDocument): void };
  /** While quitting, closing really closes. */
  readonly quitting: () => boolean;
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

/** Culvert's one window: made once, hidden rather than closed, shown where it was. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #crashes = new CrashHistory();
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

  #make(): void {
    const { place, preload, address } = this.#options;
    const { bounds, maximized } = place.get();
    const window = new BrowserWindow({
      ...placeWindow(bounds, this.#areas()),
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: 'Culvert',
      show: false,
      autoHideMenuBar: true,
      backgroundColor: ground(),
      webPreferences: webPreferences(preload),
      ...(process.platform === 'linux' && { icon: nativeImage.createFromDataURL(appIcon) }),
    });
    this.#window = window;
    window.once('ready-to-show', () => {
      if (maximized) window.maximize();
      window.show();
    });
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

  #areas() {
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
    return [primary, ...others].map(({ workArea }) => workArea);
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
    this.#options.onHidden();
  }

  #moved(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#savePlace(), settleMs);
  }

  #savePlace(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = null;
    if (this.#window === null || this.#window.isDestroyed()) return;
    const bounds = this.#window.getNormalBounds();
    const maximized = this.#window.isMaximized();
    const before = this.#options.place.get();
    const same = JSON.stringify([before.bounds, before.maximized]);
    if (JSON.stringify([bounds, maximized]) === same) return;
    this.#options.place.set({ version: 1, bounds, maximized });
  }
}
