import { join } from 'node:path';
import { app, nativeTheme, shell } from 'electron';
import type { About, Preferences } from '../../shared/contract/window';
import { desktopText } from '../../shared/text/desktop/index';
import { AppModel } from '../app/app-model';
import { type Answering, closeForeignChannels } from '../ipc/handle';
import { publishTo } from '../ipc/publish';
import { profilesVersion } from '../storage/documents';
import { LogFile } from '../storage/log-file';
import { systemCipher } from '../storage/secret-cipher';
import { Secrets } from '../storage/secrets';
import { openSettings } from '../storage/settings';
import { languageOf, systemLanguage } from './language';
import type { MainWindow } from './main-window';
import { savingNotice, sayLogTrouble, showNotice } from './notices';
import type { Surroundings, SurroundingsOptions } from './surroundings';

export type CulvertOptions = Pick<SurroundingsOptions, 'built' | 'dataFolder' | 'trayShown'> & {
  /** Made and loading already. */
  readonly window: MainWindow;
  /** Told when a part of the app cannot be loaded. */
  readonly onBroken: (error: unknown) => void;
};

/** The longest the engine waits for the window's first picture, ms. */
const wakingMs = 3_000;

/**
 * The settings and what the app knows, made while the window loads its page: what the first picture
 * shows. Everything around them is loaded once that is drawn, or when a call asks for it before.
 */
export class Culvert {
  readonly #options: CulvertOptions;
  readonly #settings;
  readonly #secrets: Secrets;
  readonly #model: AppModel;
  readonly #log: LogFile;
  #loading: Promise<Surroundings> | null = null;
  #surroundings: Surroundings | null = null;
  #waking: NodeJS.Timeout | null = null;
  #isClosing = false;

  /** @throws SettingsRefused when a settings file must be left alone. */
  constructor(options: CulvertOptions) {
    this.#options = options;
    this.#settings = openSettings(options.dataFolder, (error) => this.#savingChanged(error));
    closeForeignChannels();
    this.#secrets = new Secrets(this.#settings.secrets, systemCipher);
    this.#log = new LogFile({
      folder: join(options.dataFolder, 'logs'),
      onTrouble: sayLogTrouble,
    });
    const { window } = options;
    this.#model = new AppModel({
      engine: { call: async (name, args) => (await this.#surround()).engine.call(name, args) },
      shelf: {
        get: () => this.#settings.profiles.get(),
        set: ({ profiles }) => this.#settings.profiles.set({ version: profilesVersion, profiles }),
      },
      secrets: this.#secrets,
      publish: publishTo(() => window.contents),
      tunnelsChanged: () => this.#surroundings?.showTray(),
      attentionWanted: () => this.open(),
      notify: (profileId, notice) => this.#surroundings?.notify(profileId, notice),
      watched: () => window.browserWindow?.isFocused() ?? false,
      // The contract has let through nothing but a page of AWS by https.
      openSignIn: (url) => void shell.openExternal(url),
      keepLog: (entry) => this.#log.add(entry),
    });
  }

  /**
   * Lets the window show what is known, and everything else follow it.
   *
   * @returns what answers the calls of the page.
   */
  start(): Answering {
    nativeTheme.themeSource = this.#preferences().theme;
    this.#model.desk.expectStarts();
    this.#options.window.moveIn({
      place: this.#settings.window,
      onHidden: () => this.#explainClosing(),
    });
    // A page that cannot be drawn must not keep the tunnels waiting.
    this.#waking = setTimeout(() => this.#wake(), wakingMs);
    return async (name, args) => {
      if (name === 'snapshot' && args === undefined) {
        return { ok: true, value: this.#model.snapshot(this.#about(), this.#preferences()) };
      }
      return (await this.#surround()).answer(name, args);
    };
  }

  /** Brings the window to the front. */
  open(): void {
    this.#options.window.open();
  }

  /** Ends tunnels, then the engine, then writes and removes what is left. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#waking !== null) clearTimeout(this.#waking);
    this.#model.close();
    await (await this.#loading)?.close();
    await this.#log.close();
    this.#secrets.close();
    this.#settings.close();
  }

  /** The page has been drawn: engine and tunnels no longer hold it up. */
  #wake(): void {
    if (this.#waking === null || this.#isClosing) return;
    clearTimeout(this.#waking);
    this.#waking = null;
    void this.#surround().then((surroundings) => {
      if (this.#isClosing) return;
      surroundings.wake();
      void this.#model.wake();
    });
  }

  /** What is around the window: loaded when first wanted. */
  #surround(): Promise<Surroundings> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<Surroundings> {
    const { built, dataFolder, trayShown, window, onBroken } = this.#options;
    try {
      const { Surroundings } = await import('./surroundings');
      this.#surroundings = new Surroundings({
        built,
        dataFolder,
        trayShown,
        window,
        model: this.#model,
        preferences: this.#settings.preferences,
        about: () => this.#about(),
        drawn: () => this.#wake(),
      });
      return this.#surroundings;
    } catch (error) {
      onBroken(error);
      throw error;
    }
  }

  #preferences(): Preferences {
    return shownPreferences(this.#settings.preferences.get());
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

  #explainClosing(): void {
    const { preferences } = this.#settings;
    if (preferences.get().closingExplained) return;
    preferences.set({ ...preferences.get(), closingExplained: true });
    const { notices } = desktopText(languageOf(this.#preferences()));
    showNotice(notices.stillRunning, () => this.open());
  }

  #savingChanged(error: unknown | null): void {
    // Settings may not be open yet: the desktop's language is known without them.
    const words = desktopText(systemLanguage()).notices;
    showNotice(savingNotice(error, words), () => undefined);
  }
}

/** The part of the stored preferences that the window shows and changes. */
export function shownPreferences({ theme, language, browser, servePac }: Preferences): Preferences {
  return { theme, language, browser, servePac };
}
