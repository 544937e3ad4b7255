import { tunnelActions } from '../../shared/model/actions';
import type { BoundCluster } from '../../shared/model/cluster-binding';
import { type Failure, FailureError } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { OpenRequests } from '../../shared/model/open-request';
import type { Profile } from '../../shared/model/profile';
import { type PageReach, pageCounts, type Reach, reachUrls } from '../../shared/model/reach';
import type { WaySecret } from '../../shared/model/secret-scope';
import type { TunnelView } from '../../shared/model/tunnel-state';
import type { Credential } from '../socks/credential';
import { chachaInSsh2 } from '../ssh/ciphers/chacha-in-ssh2';
import { ConnectionPool } from '../ssh/connection-pool';
import { copyOf, type KeySource } from '../ssh/credentials';
import { everySecond } from '../ssh/every-second';
import type { Questions } from '../ssh/questions';
import type { HostTrust } from '../ssh/trust/host-trust';
import type { AskAws } from '../ways/transports';
import { type ProvenSecret, Way } from '../ways/way';
import { type ClusterLookup, ClusterTie } from './cluster-tie';
import { Doors } from './doors';
import { KeyPairCheck } from './key-pair-check';
import type { Suspicion } from './life';
import { LoginQueue } from './login-queue';
import { Probe, type ProbeWork } from './probe';
import { Supervisor } from './supervisor';

/** Trust a start brings with it, from the command line. */
export interface StartTrust {
  readonly expected: readonly string[];
  readonly acceptNew: boolean;
  /** False for a bastion that will not be there again, such as the demonstration's. */
  readonly remember?: boolean;
}

/** Another place to listen than the profile's, from the command line. */
export interface ListenElsewhere {
  /** A literal address of this machine, or one that means all of them. */
  readonly address: string;
  readonly credential: Credential;
}

export interface StartRequest {
  readonly profile: Profile;
  /** A passphrase or password known beforehand; taken over and overwritten. */
  readonly secret: Uint8Array | null;
  /** A password for the proxy on the way, from the command line; taken over. */
  readonly proxySecret?: Uint8Array | null;
  /** Secrets of jump hosts and proxies known beforehand; taken over and overwritten. */
  readonly waySecrets?: readonly WaySecret[];
  readonly persistent: boolean;
  readonly trust?: StartTrust;
  readonly elsewhere?: ListenElsewhere | null;
}

export interface TunnelsOptions {
  readonly keys: KeySource;
  readonly trust: HostTrust;
  readonly questions: (profileId: string) => Questions;
  readonly onView: (view: TunnelView) => void;
  /** What became known of how far a tunnel's requests get. */
  readonly onReach?: (reach: Reach) => void;
  readonly onLog: (profileId: string, event: LogEvent) => void;
  /** A secret the person wanted kept has let them in. */
  readonly onRemember: (profileId: string, proven: ProvenSecret) => void;
  /** How often connections are pinged, ms. */
  readonly keepAliveMs?: number;
  /** Asks AWS in one region as one profile, for the ways that go by AWS; as the user's own files say without it. */
  readonly aws?: AskAws;
  /** How AWS is asked about the clusters that tunnels are tied to; without it they are not followed. */
  readonly lookup?: ClusterLookup;
  /** A tunnel goes to that cluster now, or it is in another state. */
  readonly onCluster?: (profileId: string, cluster: BoundCluster) => void;
  /** How often the cluster of a tunnel that is up is looked at, ms. */
  readonly clusterEveryMs?: number;
}

const defaultKeepAliveMs = 15_000;
/** The same failed request, asked for again and again by a page, is told once in this time. */
const repeatAfterMs = 10_000;

interface Running {
  readonly profile: Profile;
  readonly supervisor: Supervisor;
  readonly probe: Probe;
  /** Null for a tunnel that is tied to no cluster. */
  readonly tie: ClusterTie | null;
}

/** All tunnels of one process, by profile. */
export class Tunnels {
  readonly #options: TunnelsOptions;
  readonly #logins = new LoginQueue();
  readonly #running = new Map<string, Running>();
  readonly #starting = new Map<string, Promise<void>>();
  #stopTicking: (() => void) | null = null;

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

  /** Something happened to this computer that may have cut every connection, or mended one. */
  suspect(why: Suspicion): void {
    for (const { supervisor } of this.#running.values()) supervisor.suspect(why);
  }

  /** Looks now how far requests get through a tunnel that is up; resolves when it is known. */
  async checkReach(profileId: string): Promise<void> {
    const running = this.#running.get(profileId);
    await Promise.all([running?.probe.check(), running?.tie?.look()]);
  }

  /**
   * Asks once for pages beside those a tunnel looks after.
   *
   * @throws FailureError `tunnel-down` when it is not up.
   */
  async checkPages(
    profileId: string,
    urls: readonly string[],
    work: ProbeWork,
  ): Promise<PageReach[]> {
    const running = this.#running.get(profileId);
    if (running === undefined) throw new FailureError({ code: 'tunnel-down' });
    return running.probe.once(urls, work);
  }

  /** Where programs go through a tunnel at this moment; nowhere when it does not run. */
  requests(profileId: string): OpenRequests {
    return this.#running.get(profileId)?.supervisor.requests ?? { shown: [], total: 0 };
  }

  async stop(profileId: string): Promise<void> {
    await this.#starting.get(profileId);
    await this.#running.get(profileId)?.supervisor.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#starting.values());
    await Promise.all([...this.#running.values()].map(({ supervisor }) => supervisor.stop()));
    this.#stopTicking?.();
    this.#stopTicking = null;
  }

  async #start(request: StartRequest): Promise<void> {
    const { id } = request.profile;
    const before = this.#running.get(id);
    if (before !== undefined && !tunnelActions(before.supervisor.state).start) return;
    // A blocked tunnel may still be letting go of its port.
    await before?.supervisor.stop();
    const running = this.#supervise(request);
    this.#running.set(id, running);
    this.#tick();
    this.#tellOfCipher(id);
    running.supervisor.start(request.persistent);
  }

  /** Without the fast cipher everything works and is slower: whoever wonders finds it in the log. */
  #tellOfCipher(profileId: string): void {
    const cipher = chachaInSsh2();
    if (cipher.isReady) return;
    this.#options.onLog(profileId, { code: 'fast-cipher-missing', why: cipher.why });
  }

  #supervise(request: StartRequest): Running {
    const { profile, secret, proxySecret, trust, elsewhere } = request;
    const { id } = profile;
    const { keys, onLog, onRemember } = this.#options;
    const questions = this.#options.questions(id);
    const tell = (event: LogEvent) => onLog(id, event);
    const tie = this.#tieOf(profile, tell);
    const { lookup } = this.#options;
    const pair = lookup === undefined ? null : new KeyPairCheck({ profile, lookup, tell });
    const spare = profile.cluster?.login ? (secret?.slice() ?? null) : null;
    const waySecrets = new Map(
      request.waySecrets?.map(({ scope, secret: known }) => [scope, known]),
    );
    const newWay = (cluster: BoundCluster | null, known: Uint8Array | null) =>
      new Way({
        profile: towards(profile, cluster),
        ...aliasOf(profile, cluster),
        keys,
        questions,
        trust: this.#options.trust,
        admission: {
          expected: trust?.expected ?? [],
          acceptNew: trust?.acceptNew ?? false,
          remember: trust?.remember ?? true,
        },
        secret: known,
        proxySecret: proxySecret?.slice() ?? null,
        secretFor: (scope) => {
          const found = waySecrets.get(scope);
          return found === undefined ? null : copyOf(found);
        },
        aws: this.#options.aws ?? ownAws,
        keepAliveMs: this.#options.keepAliveMs ?? defaultKeepAliveMs,
        inTurn: (server, login) => this.#logins.run(server, login),
        tell,
      });
    let way = newWay(null, secret);
    const doors = new Doors(profile, elsewhere ?? null);
    const told = new Map<string, number>();
    let live: { roundTrip(): Promise<number | null> } | null = null;
    const probe = new Probe({
      profileId: id,
      // The probe goes a browser's way on 127.0.0.1 and knows no credential.
      pages: elsewhere ? [] : reachUrls(profile),
      target: doors.targetCheck(),
      ping: async () => (await live?.roundTrip()) ?? null,
      onReach: (reach) => {
        this.#options.onReach?.(reach);
        if (!reach.checking && nothingAnswers(reach)) void tie?.look();
      },
      onLog: tell,
    });
    const supervisor = new Supervisor({
      reconnect: profile.reconnect,
      bind: (dial, refused, counter) => {
        const heard = (failure: Failure) => {
          if (!probe.refused(failure)) refused(failure);
        };
        return doors.open(dial, heard, counter);
      },
      connect: async (onStage, signal) => {
        if (tie !== null) {
          onStage('resolve');
          const before = tie.current;
          await tie.follow(signal);
          const found = tie.current;
          if (found !== null) probe.aim(elsewhere ? [] : found.pages, found.elsewhere);
          if (profile.cluster?.login && found !== null && !sameNode(before, found)) {
            way = newWay(found, spare?.slice() ?? null);
          }
        }
        await pair?.compare(await way.keys(signal), tie?.current ?? null, signal);
        const connection = await way.connect(onStage, signal);
        await doors.attach(connection);
        live = connection;
        for (const proven of way.takeSecretsToRemember()) onRemember(id, proven);
        const pool = new ConnectionPool(connection, { another: way.another(connection) });
        return tie?.guard(pool) ?? pool;
      },
      onState: (state) => {
        this.#options.onView({ profileId: id, state, traffic: supervisor.traffic });
        if (state.state === 'up') probe.up(state.listen.port);
        else if (state.state === 'suspect') probe.doubt();
        else probe.down();
        if (state.state === 'stopped') {
          for (const held of [spare, ...waySecrets.values()]) held?.fill(0);
        }
      },
      onLog: (event) => {
        if (event.code !== 'request-failed' || isNews(told, event.cause)) tell(event);
      },
    });
    return { profile, supervisor, probe, tie };
  }

  #tieOf(profile: Profile, tell: (event: LogEvent) => void): ClusterTie | null {
    const { lookup, onCluster, clusterEveryMs: everyMs } = this.#options;
    const { id, cluster: binding } = profile;
    if (lookup === undefined || binding === null) return null;
    return new ClusterTie({
      binding,
      lookup,
      tell,
      onCluster: (cluster) => onCluster?.(id, cluster),
      everyMs,
    });
  }

  /** Publishes traffic once a second, and only what changed. */
  #tick(): void {
    if (this.#stopTicking !== null) return;
    const last = new Map<string, string>();
    this.#stopTicking = everySecond(() => {
      for (const [profileId, { supervisor }] of this.#running) {
        const { traffic } = supervisor;
        const now = JSON.stringify(traffic);
        if (last.get(profileId) === now) continue;
        last.set(profileId, now);
        this.#options.onView({ profileId, state: supervisor.state, traffic });
      }
    });
  }
}

/** As the user's own files say, loaded when a way first asks for it. */
const ownAws: AskAws = async (place) => {
  const { AwsSession } = await import('../aws/session');
  return new AwsSession(place);
};

/** The same profile with a cluster's primary node for its bastion, where it logs in to that. */
function towards(profile: Profile, cluster: BoundCluster | null): Profile {
  if (cluster === null || !profile.cluster?.login) return profile;
  return { ...profile, bastion: { ...profile.bastion, host: cluster.primaryDns } };
}

/** Host keys of cluster nodes are kept by cluster: the next one may get the same address. */
function aliasOf({ cluster: binding }: Profile, cluster: BoundCluster | null) {
  const id = cluster?.id ?? binding?.last?.id;
  return binding?.login && id !== undefined ? { alias: id.toLowerCase() } : {};
}

/** Then the cluster may be the reason. */
function nothingAnswers({ pages }: Reach): boolean {
  const { failed, all } = pageCounts(pages);
  return all > 0 && failed === all;
}

function sameNode(one: BoundCluster | null, other: BoundCluster): boolean {
  return one?.id === other.id && one.primaryDns === other.primaryDns;
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
