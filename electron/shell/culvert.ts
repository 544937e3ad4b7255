import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, Menu, nativeTheme, session, shell } from 'electron';
import type { About, Preferences } from '../../shared/contract/window';
import { type DesktopText, desktopText } from '../../shared/text/desktop/index';
import { windowText } from '../../shared/text/window/index';
import { AppModel } from '../app/app-model';
import { DragFolder } from '../app/drag-folder';
import { FlowsDesk } from '../app/flows-desk';
import { ImportPlaces, placesHere } from '../app/import-places';
import type { TunnelNotice } from '../app/notice-rules';
import { noticeWords } from '../app/notice-words';
import { PacDesk } from '../app/pac-desk';
import { PageOpener } from '../app/page-opener';
import { isWanted } from '../app/tunnel-views';
import { windowHandlers } from '../app/window-handlers';
import { forgetProfiles } from '../browser/isolated/forget-profiles';
import { EngineLink } from '../ipc/engine-link';
import { spawnEngine } from '../ipc/engine-process';
import { spawnFlows } from '../ipc/flows-process';
import { closeForeignChannels, handleCalls } from '../ipc/handle';
import { publishTo } from '../ipc/publish';
import { profilesVersion } from '../storage/documents';
import { LogFile } from '../storage/log-file';
import { systemCipher } from '../storage/secret-cipher';
import { Secrets } from '../storage/secrets';
import { openSettings } from '../storage/settings';
import { appMenu } from './app-menu';
import { serveUi } from './app-protocol';
import { electronDesktop } from './desktop';
import { languageOf, systemLanguage } from './language';
import { MainWindow } from './main-window';
import { savingNotice, sayLogTrouble, showNotice } from './notices';
import { watchPower } from './power';
import { guardSession } from './session-guard';
import { AppTray } from './tray';

export interface CulvertOptions {
  /** The folder of the built program. */
  readonly built: string;
  /** Where settings live. */
  readonly dataFolder: string;
  readonly quitting: () => boolean;
  /** Given each tray menu that takes the place of the one before. */
  readonly trayShown: (menu: Menu) => void;
}

/** How long tunnels get to say goodbye when the app quits. */
const patienceMs = 3_000;

/** The parts of the app, each given those it works with. Made once the app is ready. */
export class Culvert {
  readonly #options: CulvertOptions;
  readonly #settings;
  readonly #secrets: Secrets;
  readonly #window: MainWindow;
  readonly #tray: AppTray;
  readonly #engine: EngineLink;
  readonly #model: AppModel;
  readonly #drag = new DragFolder();
  readonly #pac: PacDesk;
  readonly #flows: FlowsDesk;
  readonly #log: LogFile;

  /** @throws SettingsRefused when a settings file must be left alone. */
  constructor(options: CulvertOptions) {
    this.#options = options;
    this.#settings = openSettings(options.dataFolder, (error) => this.#savingChanged(error));
    closeForeignChannels();
    this.#secrets = new Secrets(this.#settings.secrets, systemCipher);
    this.#window = this.#makeWindow();
    this.#tray = this.#makeTray();
    this.#engine = this.#makeEngine();
    this.#flows = new FlowsDesk(
      () => spawnFlows(join(options.built, 'flows.js')),
      publishTo(() => this.#window.contents),
      options.dataFolder,
    );
    this.#log = new LogFile({
      folder: join(options.dataFolder, 'logs'),
      onTrouble: sayLogTrouble,
    });
    this.#model = new AppModel({
      engine: this.#engine,
      shelf: {
        get: () => this.#settings.profiles.get(),
        set: ({ profiles }) => this.#settings.profiles.set({ version: profilesVersion, profiles }),
      },
      secrets: this.#secrets,
      publish: publishTo(() => this.#window.contents),
      tunnelsChanged: () => this.#showTray(),
      attentionWanted: () => this.open(),
      notify: (profileId, notice) => this.#notify(profileId, notice),
      watched: () => this.#window.browserWindow?.isFocused() ?? false,
      openSignIn: (url) => void shell.openExternal(url),
      keepLog: (entry) => this.#log.add(entry),
    });
    this.#pac = this.#makePac();
  }

  #makePac(): PacDesk {
    const { preferences } = this.#settings;
    return new PacDesk({
      profiles: () => this.#model.book.all(),
      listening: (id) => this.#model.desk.listening(id),
      networkOf: (profile) => this.#model.clusters.networkOf(profile),
      place: {
        get: () => preferences.get().pac,
        set: (pac) => preferences.set({ ...preferences.get(), pac: { ...pac } }),
      },
    });
  }

  /** Brings everything to life: page, engine, tray, and the tunnels that start with the app. */
  start(): void {
    guardSession(session.defaultSession, !app.isPackaged);
    serveUi(session.defaultSession, join(this.#options.built, 'renderer'));
    nativeTheme.themeSource = this.#preferences().theme;
    this.#relabel();
    this.#handleWindow();
    this.#engine.start();
    if (this.#preferences().servePac) void this.#pac.turn(true);
    const kept = new Set(this.#model.book.all().map(({ id }) => id));
    forgetProfiles(this.#options.dataFolder, kept).catch((error: unknown) => {
      process.stderr.write(`culvert: old browser profiles: ${String(error)}\n`);
    });
    watchPower(() => this.#awake());
    this.open();
    void this.#model.desk.startWithApp();
  }

  /** Brings the window to the front. */
  open(): void {
    this.#window.open();
  }

  /** Ends tunnels, then the engine, then writes and removes what is left. */
  async close(): Promise<void> {
    this.#model.close();
    this.#flows.close();
    await this.#engine.close(patienceMs);
    await this.#log.close();
    this.#tray.remove();
    this.#secrets.close();
    this.#settings.close();
    await this.#pac.close();
    await this.#drag.remove();
  }

  #awake(): void {
    if (!this.#model.desk.views().some(({ state }) => isWanted(state))) return;
    // An engine that ends just now has no connection left to ask; the next one makes new ones.
    this.#engine.call('nudge', { why: 'resumed' }).catch(() => undefined);
  }

  #makeWindow(): MainWindow {
    return new MainWindow({
      preload: join(this.#options.built, 'preload.cjs'),
      address: 'app://ui/index.html',
      place: this.#settings.window,
      quitting: this.#options.quitting,
      onHidden: () => this.#explainClosing(),
    });
  }

  #makeTray(): AppTray {
    const tell = (done: Promise<void>): void => {
      // What went wrong shows at the tunnel itself, or was a click that came too late.
      done.catch(() => this.open());
    };
    return new AppTray(
      {
        open: () => this.open(),
        start: (id) => tell(this.#model.desk.start(id)),
        stop: (id) => tell(this.#model.desk.stop(id)),
        quit: () => app.quit(),
      },
      this.#options.trayShown,
    );
  }

  #makeEngine(): EngineLink {
    const { built, dataFolder } = this.#options;
    return new EngineLink({
      spawn: () => spawnEngine(join(built, 'engine.js'), dataFolder),
      onEvent: (name, payload) => this.#model.engineEvent(name, payload),
      onLost: () => this.#model.engineLost(),
      onBack: () => void this.#model.engineBack(),
      onGone: () => this.#model.engineGone(),
      onBreach: (what) => process.stderr.write(`culvert: the engine broke the contract: ${what}\n`),
    });
  }

  #handleWindow(): void {
    const contents = () => this.#window.contents;
    const desktop = electronDesktop({
      window: this.#window,
      words: () => this.#words(),
      relabel: () => this.#relabel(),
    });
    const handlers = windowHandlers({
      model: this.#model,
      desktop,
      places: new ImportPlaces(placesHere()),
      opener: new PageOpener({
        whereabouts: { platform: process.platform, env: process.env, home: homedir() },
        dataFolder: this.#options.dataFolder,
        sandbox: !app.commandLine.hasSwitch('no-sandbox'),
        openInDefaultBrowser: (url) => desktop.openInBrowser(url),
      }),
      publish: publishTo(contents),
      about: () => this.#about(),
      preferences: {
        get: () => this.#preferences(),
        set: (wanted) =>
          this.#settings.preferences.set({ ...this.#settings.preferences.get(), ...wanted }),
      },
      drag: this.#drag,
      pac: this.#pac,
      flows: this.#flows,
    });
    handleCalls(handlers, contents);
  }

  #preferences(): Preferences {
    const { theme, language, browser, servePac } = this.#settings.preferences.get();
    return { theme, language, browser, servePac };
  }

  #words(): DesktopText {
    return desktopText(languageOf(this.#preferences()));
  }

  #about(): About {
    return {
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      systemLanguage: systemLanguage(),
      secretStorage: this.#secrets.storage(),
      quarantined: this.#settings.quarantined,
    };
  }

  #relabel(): void {
    const context = {
      words: this.#words().menu,
      platform: process.platform,
      developing: !app.isPackaged,
    };
    const show = publishTo(() => this.#window.contents);
    const template = appMenu(context, {
      show: (page) => {
        this.open();
        show('show', { page, profileId: null });
      },
      quit: () => app.quit(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    this.#showTray();
  }

  #showTray(): void {
    const { book, desk } = this.#model;
    const views = desk.views();
    const tunnels = book.all().flatMap(({ id, name }, index) => {
      const view = views[index];
      return view === undefined ? [] : [{ id, name, state: view.state }];
    });
    const { states } = windowText(languageOf(this.#preferences()));
    this.#tray.update(tunnels, { tray: this.#words().tray, states });
  }

  #explainClosing(): void {
    const { preferences } = this.#settings;
    if (preferences.get().closingExplained) return;
    preferences.set({ ...preferences.get(), closingExplained: true });
    showNotice(this.#words().notices.stillRunning, () => this.open());
  }

  /** One notification for one change; a click shows the tunnel it is about. */
  #notify(profileId: string, notice: TunnelNotice): void {
    const name = this.#model.book.find(profileId)?.name ?? profileId;
    showNotice(noticeWords(notice, name, languageOf(this.#preferences())), () => {
      this.open();
      publishTo(() => this.#window.contents)('show', { page: 'tunnels', profileId });
    });
  }

  #savingChanged(error: unknown | null): void {
    // Settings may not be open yet: the desktop's language is known without them.
    const words = desktopText(systemLanguage()).notices;
    showNotice(savingNotice(error, words), () => undefined);
  }
}
