import { CallRefused } from '../../shared/contract/result';
import type { TunnelActions } from '../../shared/model/actions';
import { tunnelActions } from '../../shared/model/actions';
import { type Failure, failureFrom } from '../../shared/model/failure';
import type { Profile } from '../../shared/model/profile';
import type { WaySecret } from '../../shared/model/secret-scope';
import type { TunnelView } from '../../shared/model/tunnel-state';
import type { Engine } from './ports';
import type { ProfileBook } from './profile-book';
import { SingleFlight } from './single-flight';
import { comingBack, heldBack, isWanted, onItsWay, TunnelViews } from './tunnel-views';

const crashed: Failure = { code: 'engine-crashed' };
const down: Failure = { code: 'engine-down' };

export interface TunnelDeskOptions {
  readonly engine: Engine;
  readonly book: ProfileBook;
  /** Copies of the secrets kept for a tunnel; the desk overwrites them after use. */
  readonly secretsOf: (profile: Profile) => {
    readonly secret: Uint8Array | null;
    readonly waySecrets: WaySecret[];
  };
  /** Brings the demonstration up to date before it is started. */
  readonly prepareDemo: (profile: Profile) => Promise<Profile>;
  readonly changed: (view: TunnelView) => void;
}

/** Starts and stops tunnels in the engine, and knows what each of them is doing. */
export class TunnelDesk {
  readonly #options: TunnelDeskOptions;
  readonly #views = new TunnelViews();
  readonly #starting = new SingleFlight();
  /** To be started with the app, and not yet given to the engine. */
  readonly #expected = new Set<string>();

  constructor(options: TunnelDeskOptions) {
    this.#options = options;
  }

  /** One view per stored tunnel, in their order. */
  views(): TunnelView[] {
    return this.#options.book.all().map(({ id }) => this.#views.of(id));
  }

  permits(profileId: string, action: keyof TunnelActions): boolean {
    return tunnelActions(this.#views.of(profileId).state)[action];
  }

  /** Whether a request to the tunnel's port is taken now, if only to wait. */
  listening(profileId: string): boolean {
    const { state } = this.#views.of(profileId).state;
    return state === 'up' || state === 'suspect' || state === 'reconnecting';
  }

  /** @throws CallRefused `not-permitted` when the tunnel's state does not permit the action. */
  guard(profileId: string, action: keyof TunnelActions): void {
    if (!this.permits(profileId, action)) throw new CallRefused({ code: 'not-permitted' });
  }

  /** Starts for a person: the first failure ends it. Two clicks are one start. */
  start(profileId: string): Promise<void> {
    return this.#starting.run(profileId, async () => {
      const profile = this.#options.book.require(profileId);
      this.guard(profileId, 'start');
      await this.#launchAtOnce(profile);
    });
  }

  async stop(profileId: string): Promise<void> {
    this.#options.book.require(profileId);
    this.guard(profileId, 'stop');
    if (this.#expected.delete(profileId)) {
      this.forget(profileId);
      return;
    }
    await this.#options.engine.call('stop', { profileId });
  }

  /** Shows what is to run with the app as on its way, before there is an engine to run it. */
  expectStarts(): void {
    const profiles = this.#options.book.all().filter(({ startWithApp }) => startWithApp);
    for (const profile of profiles) {
      this.#expected.add(profile.id);
      this.#show(onItsWay(profile));
    }
  }

  /** Starts what is expected. What cannot be started says why in its own state. */
  async startExpected(): Promise<void> {
    const profiles = this.#options.book.all().filter(({ id }) => this.#expected.delete(id));
    await Promise.all(profiles.map((profile) => this.#launchOrHold(profile)));
  }

  /** The engine's own word on a tunnel. */
  reported(view: TunnelView): void {
    if (this.#options.book.find(view.profileId) === null) return;
    this.#show(view);
  }

  /** The engine has gone and another is being started. */
  engineLost(): void {
    for (const profile of this.#wanted()) this.#show(comingBack(profile, crashed));
    for (const profile of this.#options.book.all()) {
      const { state } = this.#views.of(profile.id);
      if (state.state === 'stopping') this.forget(profile.id);
    }
  }

  /** A new engine is there: what was running runs again, and keeps trying. */
  async engineBack(): Promise<void> {
    await Promise.all(this.#wanted().map((profile) => this.#launchOrHold(profile)));
  }

  /** The engine will not be started again by itself. */
  engineGone(): void {
    for (const profile of this.#wanted()) this.#show(heldBack(profile, down));
  }

  /** Drops what is known of a tunnel, which then is stopped. */
  forget(profileId: string): void {
    this.#views.forget(profileId);
    if (this.#options.book.find(profileId) !== null)
      this.#options.changed(this.#views.of(profileId));
  }

  #wanted(): Profile[] {
    return this.#options.book.all().filter(({ id }) => isWanted(this.#views.of(id).state));
  }

  #show(view: TunnelView): void {
    this.#views.set(view);
    this.#options.changed(view);
  }

  /** On its way from the click on, however long the engine takes to hear of it. */
  async #launchAtOnce(profile: Profile): Promise<void> {
    const before = this.#views.of(profile.id);
    const meanwhile = onItsWay(profile);
    this.#show(meanwhile);
    try {
      await this.#launch(profile, false);
    } catch (error) {
      if (this.#views.of(profile.id) === meanwhile) this.#show(before);
      throw error;
    }
  }

  async #launchOrHold(profile: Profile): Promise<void> {
    if (!isWanted(this.#views.of(profile.id).state)) this.#show(onItsWay(profile));
    try {
      await this.#launch(profile, true);
    } catch (error) {
      const cause = failureFrom(error);
      // Of a crash this desk hears from the link, which also knows whether it goes on.
      const ended = cause.code === crashed.code || cause.code === down.code;
      if (!ended) this.#show(heldBack(profile, cause));
    }
  }

  async #launch(profile: Profile, persistent: boolean): Promise<void> {
    const current = profile.demo ? await this.#options.prepareDemo(profile) : profile;
    const { secret, waySecrets } = this.#options.secretsOf(current);
    try {
      const secrets = { secret, waySecrets };
      await this.#options.engine.call('start', { profile: current, ...secrets, persistent });
    } finally {
      for (const copy of [secret, ...waySecrets.map((each) => each.secret)]) copy?.fill(0);
    }
  }
}
