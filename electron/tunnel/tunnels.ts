import { tunnelActions } from '../../shared/model/actions';
import type { Failure } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import type { TunnelView } from '../../shared/model/tunnel-state';
import { openFrontDoor } from '../socks/front-door';
import { destinationPolicy } from '../socks/policy';
import { connectBastion } from '../ssh/connect-bastion';
import { Credentials, type KeySource } from '../ssh/credentials';
import { HostKeyGate } from '../ssh/host-key-gate';
import type { Questions } from '../ssh/questions';
import type { HostTrust } from '../ssh/trust/host-trust';
import { LoginQueue } from './login-queue';
import { Supervisor } from './supervisor';

/** Trust a start brings with it, from the command line. */
export interface StartTrust {
  readonly expected: readonly string[];
  readonly acceptNew: boolean;
  /** False for a bastion that will not be there again, such as the demonstration's. */
  readonly remember?: boolean;
}

export interface StartRequest {
  readonly profile: Profile;
  /** A passphrase or password known beforehand; taken over and overwritten. */
  readonly secret: Uint8Array | null;
  readonly persistent: boolean;
  readonly trust?: StartTrust;
}

export interface TunnelsOptions {
  readonly keys: KeySource;
  readonly trust: HostTrust;
  readonly questions: (profileId: string) => Questions;
  readonly onView: (view: TunnelView) => void;
  readonly onLog: (profileId: string, event: LogEvent) => void;
  /** A secret the person wanted kept has let them in. */
  readonly onRemember: (profileId: string, secret: Uint8Array) => void;
  /** How often connections are pinged, ms. */
  readonly keepAliveMs?: number;
}

const defaultKeepAliveMs = 15_000;
const trafficEveryMs = 1_000;
/** The same failed request, asked for again and again by a page, is told once in this time. */
const repeatAfterMs = 10_000;

interface Running {
  readonly profile: Profile;
  readonly supervisor: Supervisor;
}

/** All tunnels of one process, by profile. */
export class Tunnels {
  readonly #options: TunnelsOptions;
  readonly #logins = new LoginQueue();
  readonly #running = new Map<string, Running>();
  readonly #starting = new Map<string, Promise<void>>();
  #ticker: NodeJS.Timeout | null = null;

  constructor(options: TunnelsOptions) {
    this.#options = options;
  }

  /** Starts a tunnel; one that is already on its way is left alone. */
  start(request: StartRequest): Promise<void> {
    const { id } = request.profile;
    const underway = this.#starting.get(id);
    if (underway !== undefined) return underway;
    const starting = this.#start(request).finally(() => this.#starting.delete(id));
    this.#starting.set(id, starting);
    return starting;
  }

  async stop(profileId: string): Promise<void> {
    await this.#starting.get(profileId);
    await this.#running.get(profileId)?.supervisor.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#starting.values());
    await Promise.all([...this.#running.values()].map(({ supervisor }) => supervisor.stop()));
    if (this.#ticker !== null) clearInterval(this.#ticker);
    this.#ticker = null;
  }

  async #start(request: StartRequest): Promise<void> {
    const { id } = request.profile;
    const before = this.#running.get(id);
    if (before !== undefined && !tunnelActions(before.supervisor.state).start) return;
    // A blocked tunnel may still be letting go of its port.
    await before?.supervisor.stop();
    const supervisor = this.#supervise(request);
    this.#running.set(id, { profile: request.profile, supervisor });
    this.#tick();
    supervisor.start(request.persistent);
  }

  #supervise({ profile, secret, trust }: StartRequest): Supervisor {
    const { id, bastion, listen } = profile;
    const { keys, onLog, onRemember } = this.#options;
    const questions = this.#options.questions(id);
    const { host, port, user } = bastion;
    const tell = (event: LogEvent) => onLog(id, event);
    const credentials = new Credentials({
      authentication: profile.authentication,
      user,
      host,
      keys,
      questions,
      secret,
      onKeyWarning: (keyName, warning) => tell({ code: 'key-warning', keyName, warning }),
    });
    const gate = new HostKeyGate({
      host,
      port,
      trust: this.#options.trust,
      questions,
      expected: trust?.expected ?? [],
      acceptNew: trust?.acceptNew ?? false,
      remember: trust?.remember ?? true,
    });
    const told = new Map<string, number>();
    const supervisor = new Supervisor({
      reconnect: profile.reconnect,
      bind: (dial, refused) =>
        openFrontDoor({
          address: listen.address,
          port: listen.port,
          dial,
          policy: destinationPolicy(profile.allow, profile.limit),
          events: { refused },
          // A held request is no opening: the supervisor counts those itself.
          limits: { opening: 512 },
        }),
      connect: async (onStage, signal) => {
        const connection = await connectBastion({
          host,
          port,
          user,
          credentials,
          gate,
          questions,
          signal,
          onStage,
          onBanner: (text) => tell({ code: 'server-banner', text }),
          onTrusted: (fingerprint) => tell({ code: 'host-key-trusted', host, fingerprint }),
          onNotKept: (cause) => tell({ code: 'host-key-not-kept', cause }),
          keepAliveMs: this.#options.keepAliveMs ?? defaultKeepAliveMs,
          inTurn: (login) => this.#logins.run(`${host}:${port}`, login),
        });
        tell({ code: 'connected', host, user, session: connection.facts });
        const remembered = credentials.takeSecretToRemember();
        if (remembered !== null) onRemember(id, remembered);
        return connection;
      },
      onState: (state) =>
        this.#options.onView({ profileId: id, state, traffic: supervisor.traffic }),
      onLog: (event) => {
        if (event.code !== 'request-failed' || isNews(told, event.cause)) tell(event);
      },
    });
    return supervisor;
  }

  /** Publishes traffic once a second, and only what changed. */
  #tick(): void {
    if (this.#ticker !== null) return;
    const last = new Map<string, string>();
    this.#ticker = setInterval(() => {
      for (const [profileId, { supervisor }] of this.#running) {
        const { traffic } = supervisor;
        const now = JSON.stringify(traffic);
        if (last.get(profileId) === now) continue;
        last.set(profileId, now);
        this.#options.onView({ profileId, state: supervisor.state, traffic });
      }
    }, trafficEveryMs);
    this.#ticker.unref();
  }
}

/** Whether a failed request has not been told of in the last seconds; forgets old ones. */
function isNews(told: Map<string, number>, cause: Failure): boolean {
  const now = performance.now();
  for (const [key, at] of told) if (now - at > repeatAfterMs) told.delete(key);
  const key = JSON.stringify(cause);
  if (told.has(key)) return false;
  told.set(key, now);
  return true;
}
