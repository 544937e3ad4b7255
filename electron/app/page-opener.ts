import type { BrowserChoice, BrowserKind } from '../../shared/model/browser';
import { FailureError } from '../../shared/model/failure';
import type { Profile } from '../../shared/model/profile';
import { profileFolder } from '../browser/isolated/browser-command';
import type { Whereabouts } from '../browser/isolated/browser-places';
import { type FoundBrowser, findBrowsers } from '../browser/isolated/find-browsers';
import { startBrowser } from '../browser/isolated/start-browser';
import { pacDataUrl, pacScript } from '../browser/pac';
import { type PrivateNetwork, tunnelPatterns } from '../browser/tunnel-patterns';

export interface PageOpenerOptions {
  readonly whereabouts: Whereabouts;
  /** Culvert's own folder: the browsers' profiles lie in it. */
  readonly dataFolder: string;
  /** As {@link PageLaunch.sandbox}. */
  readonly sandbox: boolean;
  readonly openInDefaultBrowser: (url: string) => Promise<void>;
}

/** A tunnel, and what is known of the network it leads to. */
export interface OpenedTunnel {
  readonly profile: Profile;
  readonly network: PrivateNetwork;
}

/** Opens pages in a browser that goes through their tunnel, and leaves the person's own alone. */
export class PageOpener {
  readonly #options: PageOpenerOptions;

  constructor(options: PageOpenerOptions) {
    this.#options = options;
  }

  /** The browsers that are here now: one may have been installed a moment ago. */
  async browsers(): Promise<BrowserKind[]> {
    return (await findBrowsers(this.#options.whereabouts)).map(({ kind }) => kind);
  }

  /**
   * Opens a page of a tunnel.
   *
   * @returns the browser it opened in.
   * @throws FailureError `browser-missing`, `browser-not-started`.
   */
  async open(
    { profile, network }: OpenedTunnel,
    url: string,
    choice: BrowserChoice,
  ): Promise<BrowserKind | 'default'> {
    const { dataFolder, sandbox, whereabouts } = this.#options;
    if (choice === 'default') {
      await this.#options.openInDefaultBrowser(url);
      return choice;
    }
    const browser = await this.#find(choice);
    const { port } = profile.listen;
    const pac = pacScript([
      {
        port,
        patterns: tunnelPatterns({ ...profile, pages: [...profile.pages, url] }, wide(network)),
      },
    ]);
    await startBrowser({
      browser,
      folder: profileFolder(browser, { id: profile.id, port }, { ...whereabouts, dataFolder }),
      pacUrl: pacDataUrl(pac),
      url,
      sandbox,
    });
    return browser.kind;
  }

  async #find(choice: BrowserKind | 'automatic'): Promise<FoundBrowser> {
    const found = await findBrowsers(this.#options.whereabouts);
    const wanted = choice === 'automatic' ? found[0] : found.find(({ kind }) => kind === choice);
    if (wanted !== undefined) return wanted;
    const browser = choice === 'automatic' ? null : choice;
    throw new FailureError({ code: 'browser-missing', browser });
  }
}

/** A browser that is for the tunnel alone may send every private address there. */
function wide({ domains }: PrivateNetwork): PrivateNetwork {
  return { vpcCidrs: null, domains };
}
