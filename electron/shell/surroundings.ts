import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, Menu } from 'electron';
import type { About, Preferences } from '../../shared/contract/window';
import { reachNow, shownState } from '../../shared/model/shown-state';
import { type DesktopText, desktopText } from '../../shared/text/desktop/index';
import { windowText } from '../../shared/text/window/index';
import { askAfterSleep } from '../app/after-sleep';
import type { AppModel } from '../app/app-model';
import { DragFolder } from '../app/drag-folder';
import { FlowsDesk } from '../app/flows-desk';
import { ImportPlaces, placesHere } from '../app/import-places';
import type { TunnelNotice } from '../app/notice-rules';
import { noticeWords } from '../app/notice-words';
import { PacDesk } from '../app/pac-desk';
import { PageOpener } from '../app/page-opener';
import { isWanted } from '../app/tunnel-views';
import { type WindowHandlers, windowHandlers } from '../app/window-handlers';
import { forgetProfiles } from '../browser/isolated/forget-profiles';
import { answerCall } from '../ipc/answer-call';
import { EngineLink } from '../ipc/engine-link';
import { spawnEngine } from '../ipc/engine-process';
import { spawnFlows } from '../ipc/flows-process';
import type { Answering } from '../ipc/handle';
import { publishTo } from '../ipc/publish';
import type { PreferencesDocument } from '../storage/documents';
import { appMenu } from './app-menu';
import { shownPreferences } from './culvert';
import { electronDesktop } from './desktop';
import { languageOf } from './language';
import type { MainWindow } from './main-window';
import { showNotice } from './notices';
import { watchPower } from './power';
import { AppTray } from './tray';

export interface SurroundingsOptions {
  /** The folder of the built program. */
  readonly built: string;
  /** Where settings live. */
  readonly dataFolder: string;
  readonly window: MainWindow;
  readonly model: AppModel;
  readonly preferences: {
    get(): PreferencesDocument;
    set(document: PreferencesDocument): void;
  };
  readonly about: () => About;
  /** The page has been drawn. */
  readonly drawn: () => void;
  /** Given each tray menu that takes the place of the one before. */
  readonly trayShown: (menu: Menu) => void;
}

/** How long tunnels get to say goodbye when the app quits, ms. */
const patienceMs = 3_000;

/** What the app has around its window and what it knows: engine, menus, tray, and all that calls do. */
export class Surroundings {
  readonly engine: EngineLink;
  readonly answer: Answering;
  readonly #options: SurroundingsOptions;
  readonly #model: AppModel;
  readonly #window: MainWindow;
  readonly #tray: AppTray;
  readonly #drag = new DragFolder();
  readonly #pac: PacDesk;
  readonly #flows: FlowsDesk;

  constructor(options: SurroundingsOptions) {
    this.#options = options;
    this.#model = options.model;
    this.#window = options.window;
    this.#tray = this.#makeTray();
    this.engine = this.#makeEngine();
    this.#flows = new FlowsDesk(
      () => spawnFlows(join(options.built, 'flows.js')),
      publishTo(() => this.#window.contents),
      options.dataFolder,
    );
    this.#pac = this.#makePac();
    const handlers = this.#handlers();
    this.answer = (name, args) => answerCall(name, handlers[name], args);
    this.#relabel();
  }

  /** Brings the engine to life, and what else a first look at the window does not need. */
  wake(): void {
    this.engine.start();
    if (this.#preferences().servePac) void this.#pac.turn(true);
    const kept = new Set(this.#model.book.all().map(({ id }) => id));
    forgetProfiles(this.#options.dataFolder, kept).catch((error: unknown) => {
      process.stderr.write(`culvert: old browser profiles: ${String(error)}\n`);
    });
    watchPower(() => this.#awake());
  }

  /** Ends tunnels and the engine, and takes away what others would see of the app. */
  async close(): Promise<void> {
    this.#flows.close();
    await this.engine.close(patienceMs);
    this.#tray.remove();
    await this.#pac.close();
    await this.#drag.remove();
  }

  #makePac(): PacDesk {
    const { preferences } = this.#options;
    return new PacDesk({
      profiles: () => this.#model.book.all(),
      listening: (id) => this.#model.desk.listening(id),
      place: {
        get: () => preferences.get().pac,
        set: (pac) => preferences.set({ ...preferences.get(), pac: { ...pac } }),
      },
    });
  }

  #awake(): void {
    if (!this.#model.desk.views().some(({ state }) => isWanted(state))) return;
    void askAfterSleep(this.engine, (line) => process.stderr.write(`culvert: ${line}\n`));
  }

  #makeTray(): AppTray {
    const tell = (done: Promise<void>): void => {
      // What went wrong shows at the tunnel itself, or was a click that came too late.
      done.catch(() => this.#window.open());
    };
    return new AppTray(
      {
        open: () => this.#window.open(),
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

  #handlers(): WindowHandlers {
    const contents = () => this.#window.contents;
    const desktop = electronDesktop({
      window: this.#window,
      words: () => this.#words(),
      relabel: () => this.#relabel(),
    });
    return windowHandlers({
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
      about: this.#options.about,
      drawn: this.#options.drawn,
      preferences: {
        get: () => this.#preferences(),
        set: (wanted) =>
          this.#options.preferences.set({ ...this.#options.preferences.get(), ...wanted }),
      },
      drag: this.#drag,
      pac: this.#pac,
      flows: this.#flows,
    });
  }

  #preferences(): Preferences {
    return shownPreferences(this.#options.preferences.get());
  }

  #words(): DesktopText {
    return desktopText(languageOf(this.#preferences()));
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
        this.#window.open();
        show('show', { page, profileId: null });
      },
      quit: () => app.quit(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    this.showTray();
  }

  /** Shows the tunnels as they are now in the tray. */
  showTray(): void {
    const { book, desk, reach } = this.#model;
    const views = desk.views();
    const tunnels = book.all().flatMap((profile, index) => {
      const state = views[index]?.state;
      if (state === undefined) return [];
      const shown = shownState(state, reachNow(reach.find(profile.id), profile, state));
      return [{ id: profile.id, name: profile.name, state, shown }];
    });
    const { states } = windowText(languageOf(this.#preferences()));
    this.#tray.update(tunnels, { tray: this.#words().tray, states });
  }

  /** One notification for one change; a click shows the tunnel it is about. */
  notify(profileId: string, notice: TunnelNotice): void {
    const name = this.#model.book.find(profileId)?.name ?? profileId;
    showNotice(noticeWords(notice, name, languageOf(this.#preferences())), () => {
      this.#window.open();
      publishTo(() => this.#window.contents)('show', { page: 'tunnels', profileId });
    });
  }
}
