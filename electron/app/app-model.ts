import type { EngineEvent, EnginePayload } from '../../shared/contract/engine';
import type { About, Preferences, Snapshot } from '../../shared/contract/window';
import type { ClusterDetail } from '../../shared/model/cluster';
import type { LogEntry, LogEvent } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import type { ProfileView } from '../../shared/model/profile-view';
import type { Reach } from '../../shared/model/reach';
import type { TunnelView } from '../../shared/model/tunnel-state';
import { networkOfCluster } from '../browser/cluster-network';
import { atCluster } from './at-cluster';
import { ClusterKnowledge } from './cluster-knowledge';
import { demoId, demoProfile, freeLocalPort } from './demo-profile';
import { FileTokens } from './file-tokens';
import { KeyBook } from './key-book';
import { withNetwork } from './known-network';
import { latestOnly } from './latest-only';
import { LogRing } from './log-ring';
import type { TunnelNotice } from './notice-rules';
import type { Engine, Publish } from './ports';
import { ProfileBook, type ProfileShelf } from './profile-book';
import { keyPathsOf, profileView } from './profile-views';
import { PromptList } from './prompt-list';
import { ReachBook } from './reach-book';
import type { Report } from './report';
import { SecretDesk } from './secret-desk';
import type { SecretKeeper } from './secrets-port';
import { TunnelDesk } from './tunnel-desk';
import { TunnelNotices } from './tunnel-notices';

export interface AppModelOptions {
  readonly engine: Engine;
  readonly shelf: ProfileShelf;
  readonly secrets: SecretKeeper;
  readonly publish: Publish;
  /** Something the tray shows may have changed. */
  readonly tunnelsChanged: () => void;
  /** A question waits for a person. */
  readonly attentionWanted: () => void;
  /** Something happened that is worth a notification. */
  readonly notify: (profileId: string, notice: TunnelNotice) => void;
  /** Whether the person has the window in front. */
  readonly watched: () => boolean;
  /** Opens the page on which a person confirms a sign-in to AWS. */
  readonly openSignIn: (url: string) => void;
  /** Keeps an entry of the log beyond this run. */
  readonly keepLog: (entry: LogEntry) => void;
}

/** All that the app knows while it runs: profiles, tunnels, questions and the log. */
export class AppModel {
  readonly engine: Engine;
  readonly secrets: SecretKeeper;
  readonly secretDesk: SecretDesk;
  readonly book: ProfileBook;
  readonly desk: TunnelDesk;
  readonly tokens = new FileTokens();
  readonly keys: KeyBook;
  readonly clusters = new ClusterKnowledge();
  readonly #log = new LogRing();
  readonly #prompts = new PromptList();
  readonly reach = new ReachBook();
  readonly #notices: TunnelNotices;
  readonly #options: AppModelOptions;
  /** Tells the window how the list of profiles stands now. */
  readonly profilesChanged: () => Promise<void>;

  constructor(options: AppModelOptions) {
    this.#options = options;
    this.engine = options.engine;
    this.secrets = options.secrets;
    this.secretDesk = new SecretDesk(options.secrets, (id, event) => this.note(id, event));
    this.keys = new KeyBook(options.engine, this.tokens);
    this.book = new ProfileBook(options.shelf);
    this.desk = new TunnelDesk({
      engine: options.engine,
      book: this.book,
      secretsOf: (profile) => this.secretDesk.copiesFor(profile),
      prepareDemo: (profile) => this.prepareDemo(profile),
      changed: (view) => this.#tunnelChanged(view),
    });
    this.#notices = new TunnelNotices({ show: options.notify, watched: options.watched });
    this.profilesChanged = latestOnly(async () => {
      await this.keys.inspect(this.book.all().flatMap(keyPathsOf));
      options.publish('profiles', this.#profileViews());
      options.tunnelsChanged();
    });
  }

  /** All the window shows, as it is known now: it waits for nothing, and sets nothing off. */
  snapshot(about: About, preferences: Preferences): Snapshot {
    return {
      about,
      preferences,
      profiles: this.#profileViews(),
      tunnels: this.desk.views(),
      reach: this.reach.all(),
      prompts: this.#prompts.all(),
      log: this.#log.entries(),
    };
  }

  /** The window has been drawn: what is to run runs, and the key files are looked at. */
  async wake(): Promise<void> {
    await Promise.all([this.desk.startExpected(), this.profilesChanged()]);
  }

  async viewOf(profile: Profile): Promise<ProfileView> {
    await this.keys.inspect(keyPathsOf(profile));
    return profileView(profile, this);
  }

  /** Adds to the log, here and in the window. @param profileId null for the app as a whole. */
  note(profileId: string | null, event: LogEvent): void {
    const entry = this.#log.add(profileId, event);
    this.#options.keepLog(entry);
    this.#options.publish('log', [entry]);
  }

  /** A report for whoever helps. @param profileId null for all tunnels. */
  async report(about: About, profileId: string | null): Promise<Report> {
    const { makeReport } = await import('./report');
    return makeReport(
      {
        about,
        node: process.versions.node,
        at: new Date(),
        profiles: this.book.all(),
        views: this.desk.views(),
        reach: this.reach.all(),
        log: this.#log.entries(),
      },
      profileId,
    );
  }

  /** Tells nothing more by itself: the app is about to go. */
  close(): void {
    this.#notices.close();
  }

  /** Brings the demonstration's tunnel up to date with its bastion, and stores it. */
  async prepareDemo(previous: Profile | null = this.book.find(demoId)): Promise<Profile> {
    const bastion = await this.engine.call('prepareDemo', undefined);
    const taken = new Set(this.book.all().map(({ listen }) => listen.port));
    const port = previous?.listen.port ?? (await freeLocalPort(taken));
    const profile = demoProfile(bastion, previous, port);
    this.book.put(profile);
    await this.profilesChanged();
    return profile;
  }

  /** Whether a page is one of a tunnel's: its own, its cluster's, or found to answer in their place. */
  hasPage(profile: Profile, url: string): boolean {
    const known = this.reach.find(profile.id)?.pages ?? [];
    return this.clusters.hasPage(profile, url) || known.some((page) => page.url === url);
  }

  /** AWS has told of a cluster: it is known in this run, its network beyond it. */
  clusterRead(detail: ClusterDetail): ClusterDetail {
    this.clusters.take(detail);
    const network = networkOfCluster(detail);
    for (const profile of this.book.all()) this.#change(withNetwork(profile, detail.id, network));
    return detail;
  }

  hasPrompt(promptId: string): boolean {
    return this.#prompts.has(promptId);
  }

  /** Takes in what the engine published. */
  engineEvent<Name extends EngineEvent>(name: Name, payload: EnginePayload<Name>): void {
    const takes: { [Event in EngineEvent]: (payload: EnginePayload<Event>) => void } = {
      tunnel: (view) => this.desk.reported(view),
      reach: (reach) => this.#reachChanged(reach),
      promptOpened: (prompt) => {
        this.#prompts.opened(prompt);
        this.#promptsChanged();
        this.#options.attentionWanted();
      },
      promptClosed: ({ promptId }) => {
        if (this.#prompts.closed(promptId)) this.#promptsChanged();
      },
      log: ({ profileId, event }) => this.note(profileId, event),
      jobProgress: (progress) => this.#options.publish('jobProgress', progress),
      jobSlowed: (told) => this.#options.publish('jobSlowed', told),
      tunnelCluster: (told) => this.#clusterFound(told),
      clusterBrief: (brief) => this.#options.publish('clusterBrief', brief),
      signIn: (code) => {
        this.#options.publish('signIn', code);
        this.#options.openSignIn(code.url);
      },
      remember: ({ profileId, scope, secret }) => {
        this.secretDesk.take(profileId, secret, true, scope);
        void this.profilesChanged();
      },
    };
    takes[name](payload);
  }

  /** The engine ended without being asked to; another one is being started. */
  engineLost(): void {
    this.#dropPrompts();
    for (const reach of this.reach.forgetAll()) this.#reachChanged(reach);
    this.desk.engineLost();
  }

  /** A new engine answers. */
  async engineBack(): Promise<void> {
    this.note(null, { code: 'engine-restarted' });
    await this.desk.engineBack();
    await this.profilesChanged();
  }

  /** The engine crashed too often to be started again by itself. */
  engineGone(): void {
    this.#dropPrompts();
    this.desk.engineGone();
    for (const view of this.desk.views()) {
      if (view.state.state === 'blocked' && view.state.cause.code === 'engine-down') {
        this.note(view.profileId, { code: 'blocked', cause: view.state.cause });
      }
    }
  }

  #dropPrompts(): void {
    this.#prompts.clear();
    this.#promptsChanged();
  }

  #promptsChanged(): void {
    this.#options.publish('prompts', this.#prompts.all());
  }

  #reachChanged(reach: Reach): void {
    if (this.book.find(reach.profileId) === null) return;
    this.reach.put(reach);
    this.#options.publish('reach', reach);
    this.#notices.reach(reach);
    this.#options.tunnelsChanged();
  }

  #tunnelChanged(view: TunnelView): void {
    this.#options.publish('tunnel', view);
    this.#notices.state(view.profileId, view.state);
    this.#options.tunnelsChanged();
  }

  /** The tunnel keeps what it was told, for the next start and for days without AWS. */
  #clusterFound(told: EnginePayload<'tunnelCluster'>): void {
    const profile = this.book.find(told.profileId);
    if (profile === null) return;
    this.#options.publish('tunnelCluster', told);
    this.#change(atCluster(profile, told.cluster));
  }

  /** Stores a tunnel as it is now, where that is not how it is stored. */
  #change(now: Profile): void {
    if (JSON.stringify(now) === JSON.stringify(this.book.find(now.id))) return;
    this.book.put(now);
    void this.profilesChanged();
  }

  #profileViews(): ProfileView[] {
    return this.book.all().map((profile) => profileView(profile, this));
  }
}
