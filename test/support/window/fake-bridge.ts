import type { Page } from 'playwright-core';
import type { Result } from '../../../shared/contract/result';
import {
  type CallArgs,
  type CallResult,
  type EventPayload,
  type Snapshot,
  snapshotSchema,
  type WindowCall,
  type WindowEvent,
  windowCalls,
  windowEvents,
} from '../../../shared/contract/window';
import type { ProfileView } from '../../../shared/model/profile-view';
import type { PageCheck } from '../../../shared/model/reach';
import { flowAnswer } from '../flow-answer';
import { ed25519Key } from './scenarios/profiles';

/** What a call is answered with; a test replaces the ones it is about. */
export type Handlers = {
  -readonly [Name in WindowCall]: (args: CallArgs<Name>) => Result<CallResult<Name>>;
};

export interface RecordedCall {
  readonly name: string;
  readonly args: unknown;
}

/** Globals that the script in the page leaves for this side. */
interface PageSide {
  fakeCall(name: string, args: unknown): Promise<unknown>;
  fakeEmit(name: string, payload: unknown): void;
  culvert: Record<string, unknown>;
}

/** Where the served proxy script would be. */
export const pacUrl = 'http://127.0.0.1:8156/0123456789abcdef0123456789abcdef/culvert.pac';

const answering: PageCheck = { outcome: 'answering', status: 200, milliseconds: 12 };

function isCall(name: string): name is WindowCall {
  return Object.hasOwn(windowCalls, name);
}

function done<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/**
 * Main's side of the contract in memory, for the real window in a real browser. Verbs and events
 * come from the contract itself, and what crosses is parsed with its schemas both ways.
 */
export class FakeBridge {
  readonly calls: RecordedCall[] = [];
  /** Breaches of the contract: a test that ends with one must fail. */
  readonly breaches: string[] = [];
  readonly handlers: Handlers;
  private removed: ProfileView[] = [];
  private made = 0;
  private underWay: Promise<void>[] = [];

  private constructor(
    private readonly page: Page,
    private snapshot: Snapshot,
  ) {
    this.handlers = this.defaults();
  }

  /** Puts `window.culvert` into every document the page will load. */
  static async install(page: Page, snapshot: Snapshot): Promise<FakeBridge> {
    const bridge = new FakeBridge(page, snapshotSchema.parse(snapshot));
    await page.exposeBinding('fakeCall', (_source, name: string, args: unknown) =>
      bridge.answer(name, args),
    );
    await page.addInitScript((names: readonly string[]) => {
      const side = globalThis as unknown as PageSide;
      const listeners = new Map<string, Set<(payload: unknown) => void>>();
      side.fakeEmit = (name, payload) => {
        for (const listener of listeners.get(name) ?? []) listener(payload);
      };
      side.culvert = Object.fromEntries(
        names.map((name) => [name, (args: unknown) => side.fakeCall(name, args)]),
      );
      side.culvert['on'] = (name: string, listener: (payload: unknown) => void) => {
        const known = listeners.get(name) ?? new Set();
        listeners.set(name, known.add(listener));
        return () => known.delete(listener);
      };
    }, Object.keys(windowCalls));
    return bridge;
  }

  /** Publishes an event to the window, as main would. */
  async emit<Name extends WindowEvent>(name: Name, payload: EventPayload<Name>): Promise<void> {
    const parsed = windowEvents[name].parse(payload);
    await this.page.evaluate(
      ([event, value]) => (globalThis as unknown as PageSide).fakeEmit(event, value),
      [name, parsed] as const,
    );
  }

  /** Publishes an event that only {@link settled} waits for; a page that is closed hears of nothing. */
  later<Name extends WindowEvent>(name: Name, payload: EventPayload<Name>): void {
    const emitted = this.emit(name, payload).catch((error: unknown) => {
      if (!this.page.isClosed()) throw error;
    });
    this.underWay.push(emitted);
  }

  /** Waits until every event that calls have set off has arrived. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** The arguments of every call of one name so far. */
  argsOf<Name extends WindowCall>(name: Name): CallArgs<Name>[] {
    return this.calls
      .filter((call) => call.name === name)
      .map((call) => call.args as CallArgs<Name>);
  }

  private async answer(name: string, given: unknown): Promise<unknown> {
    if (!isCall(name)) return this.breach(`${name} is no call of the contract`);
    const args = windowCalls[name].args.safeParse(given);
    if (!args.success) return this.breach(`${name}: ${args.error.message}`);
    this.calls.push({ name, args: args.data });
    const answer = this.handle(name, args.data);
    if (!answer.ok) return answer;
    const value = windowCalls[name].result.safeParse(answer.value);
    return value.success ? answer : this.breach(`${name} answered: ${value.error.message}`);
  }

  private handle(name: WindowCall, args: unknown): Result<unknown> {
    // The name picks handler and schema alike, which the compiler cannot follow through a union.
    const handler = this.handlers[name] as (args: unknown) => Result<unknown>;
    return handler(args);
  }

  private breach(what: string): Result<never> {
    this.breaches.push(what);
    return { ok: false, error: { code: 'bad-request' } };
  }

  private defaults(): Handlers {
    return {
      snapshot: () => done(this.snapshot),
      drawn: () => done(undefined),
      chooseKeyFile: () => done(null),
      chooseFlowFiles: () => done([{ token: 'f'.repeat(32), name: 'flow-logs' }]),
      dropFlowFiles: () => done([]),
      readFlows: () => done(flowAnswer),
      fetchAddressRanges: () => done('2026-11-29'),
      agreeFlows: () => done(undefined),
      exportFlows: () => done('egress-rules.tf'),
      saveProfile: (args) => done(this.save(args)),
      removeProfile: ({ profileId }) => {
        this.removed = this.snapshot.profiles.filter(({ id }) => id === profileId);
        this.publish(this.snapshot.profiles.filter(({ id }) => id !== profileId));
        return done(undefined);
      },
      restoreProfile: ({ profileId }) => {
        const profile = this.removed.find(({ id }) => id === profileId);
        if (profile === undefined) return { ok: false, error: { code: 'not-permitted' } };
        this.publish([...this.snapshot.profiles, profile]);
        return done(profile);
      },
      forgetSecret: () => done(undefined),
      importPlaces: () => done(['ssh-config']),
      previewImport: () => done(null),
      previewDropped: () => ({ ok: false, error: { code: 'not-permitted' } }),
      importTunnels: () => done({ profileIds: [] }),
      arrangeProfiles: ({ order }) => {
        const byId = new Map(this.snapshot.profiles.map((profile) => [profile.id, profile]));
        this.publish(
          order.flatMap(({ profileId, group }) => {
            const profile = byId.get(profileId);
            return profile === undefined ? [] : [{ ...profile, group }];
          }),
        );
        return done(undefined);
      },
      startTunnel: () => done(undefined),
      stopTunnel: () => done(undefined),
      checkReach: () => done(undefined),
      cancelJob: () => done(undefined),
      openRequests: () => done({ shown: [], total: 0 }),
      answerPrompt: ({ promptId }) => {
        const prompts = this.snapshot.prompts.filter((prompt) => prompt.promptId !== promptId);
        this.snapshot = { ...this.snapshot, prompts };
        this.later('prompts', prompts);
        return done(undefined);
      },
      startDemo: () => ({ ok: false, error: { code: 'not-permitted' } }),
      checkDemo: () => done([]),
      saveExport: () => done('culvert.json'),
      copyExport: () => done(undefined),
      dragExport: () => done(undefined),
      copyReport: () => done({ lines: 9 }),
      copyText: () => done(undefined),
      openHelp: () => done(undefined),
      browsers: () => done(['chromium', 'firefox']),
      checkPages: ({ urls }) => done(urls.map((url) => ({ url, check: answering }))),
      openPresigned: () => done(undefined),
      pacAddress: () => done({ url: pacUrl, failure: null }),
      openPage: () => done({ browser: 'chromium' }),
      awsAccess: () => done({ profiles: [], profile: 'default', region: null }),
      listClusters: () => done([]),
      describeClusters: () => done(undefined),
      clusterDetail: () => ({ ok: false, error: { code: 'not-permitted' } }),
      signInAws: () => done(undefined),
      examineNetwork: () => ({ ok: false, error: { code: 'not-permitted' } }),
      saveNetworkReport: ({ format }) => done(`network.${format}`),
      savePreferences: (preferences) => done(preferences),
    };
  }

  private save({ profileId, draft, secret }: CallArgs<'saveProfile'>): ProfileView {
    this.made += 1;
    const id = profileId ?? `made-${this.made}`;
    const { keyToken, jumpHosts, ...kept } = draft;
    const profile: ProfileView = {
      ...kept,
      id,
      jumpHosts: jumpHosts.map(({ keyToken: token, ...hop }) => ({
        ...hop,
        keyFile: token === null ? null : { ...ed25519Key, token },
      })),
      keyFile: keyToken === null ? null : { ...ed25519Key, token: keyToken },
      demo: false,
      secretStored: secret?.remember ?? false,
      anySecretStored: secret?.remember ?? false,
    };
    this.publish([...this.snapshot.profiles.filter((each) => each.id !== id), profile]);
    return profile;
  }

  private publish(profiles: ProfileView[]): void {
    this.snapshot = { ...this.snapshot, profiles };
    this.later('profiles', profiles);
  }
}
