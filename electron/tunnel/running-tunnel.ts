import type { BoundCluster } from '../../shared/model/cluster-binding';
import type { Failure } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { Profile } from '../../shared/model/profile';
import type { Reach } from '../../shared/model/reach';
import { pageCounts, reachUrls } from '../../shared/model/reach-of-pages';
import type { TunnelState } from '../../shared/model/tunnel-state';
import { ConnectionPool } from '../ssh/connection-pool';
import { copyOf } from '../ssh/credentials';
import type { Questions } from '../ssh/questions';
import type { AskAws } from '../ways/transports';
import { Way } from '../ways/way';
import { ClusterTie } from './cluster-tie';
import type { OnStage } from './dialler';
import { Doors } from './doors';
import { KeyPairCheck } from './key-pair-check';
import type { LoginQueue } from './login-queue';
import { Probe } from './probe';
import { RepeatedNews } from './repeated-news';
import type { StartRequest } from './start-request';
import { Supervisor } from './supervisor';
import type { TunnelsOptions } from './tunnels-options';

const defaultKeepAliveMs = 15_000;

/** What can be asked how long its way there and back takes. */
type Answering = { roundTrip(): Promise<number | null> };

/** Once is chance, as when the bastion restarts; twice, and it may allow each user one connection. */
const enough = 2;

/** One tunnel with all its parts, from its start to its end. */
export class RunningTunnel {
  readonly supervisor: Supervisor;
  readonly probe: Probe;
  /** Null for a tunnel that is tied to no cluster. */
  readonly tie: ClusterTie | null;
  readonly #profile: Profile;
  readonly #request: StartRequest;
  readonly #options: TunnelsOptions;
  readonly #logins: LoginQueue;
  readonly #questions: Questions;
  readonly #doors: Doors;
  readonly #pair: KeyPairCheck | null;
  /** Secrets known beforehand, for a way that is made anew. */
  readonly #spare: Uint8Array | null;
  readonly #waySecrets: ReadonlyMap<string, Uint8Array>;
  readonly #failures = new RepeatedNews();
  #way: Way;
  #live: Answering | null = null;
  /** How often further connections seem to have cost us the first one. */
  #harms = 0;

  constructor(request: StartRequest, options: TunnelsOptions, logins: LoginQueue) {
    const { profile, secret, waySecrets = [], elsewhere = null } = request;
    const { lookup } = options;
    this.#request = request;
    this.#options = options;
    this.#logins = logins;
    this.#profile = profile;
    this.#questions = options.questions(profile.id);
    this.#doors = new Doors(profile, elsewhere, options.portWatch);
    this.#pair =
      lookup === undefined ? null : new KeyPairCheck({ profile, lookup, tell: this.#tell });
    this.#spare = profile.cluster?.login ? copyIfAny(secret) : null;
    this.#waySecrets = new Map(waySecrets.map(({ scope, secret: known }) => [scope, known]));
    this.tie = this.#newTie();
    this.#way = this.#newWay(null, secret);
    this.probe = this.#newProbe();
    this.supervisor = this.#newSupervisor();
  }

  readonly #tell = (event: LogEvent): void => this.#options.onLog(this.#profile.id, event);

  #newTie(): ClusterTie | null {
    const { lookup, onCluster, clusterEveryMs: everyMs } = this.#options;
    const { id, cluster: binding } = this.#profile;
    if (lookup === undefined || binding === null) return null;
    return new ClusterTie({
      binding,
      lookup,
      tell: this.#tell,
      onCluster: (cluster) => onCluster?.(id, cluster),
      everyMs,
    });
  }

  #newWay(cluster: BoundCluster | null, secret: Uint8Array | null): Way {
    const { keys, trust, aws = ownAws, keepAliveMs = defaultKeepAliveMs } = this.#options;
    const { trust: brought, proxySecret } = this.#request;
    return new Way({
      profile: towards(this.#profile, cluster),
      ...aliasOf(this.#profile, cluster),
      keys,
      questions: this.#questions,
      trust,
      admission: {
        expected: brought?.expected ?? [],
        acceptNew: brought?.acceptNew ?? false,
        remember: brought?.remember ?? true,
      },
      secret,
      proxySecret: copyIfAny(proxySecret),
      secretFor: (scope) => {
        const found = this.#waySecrets.get(scope);
        return found === undefined ? null : copyOf(found);
      },
      aws,
      keepAliveMs,
      inTurn: (...asked) => this.#logins.run(...asked),
      tell: this.#tell,
    });
  }

  #newProbe(): Probe {
    return new Probe({
      profileId: this.#profile.id,
      pages: this.#probed(reachUrls(this.#profile)),
      target: this.#doors.targetCheck(),
      ping: async () => (await this.#live?.roundTrip()) ?? null,
      onReach: (reach) => {
        this.#options.onReach?.(reach);
        if (!reach.checking && nothingAnswers(reach)) void this.tie?.look();
      },
      onLog: this.#tell,
    });
  }

  /** The probe goes a browser's way on 127.0.0.1 and knows no credential. */
  #probed(pages: readonly string[]): readonly string[] {
    return this.#request.elsewhere ? [] : pages;
  }

  #newSupervisor(): Supervisor {
    return new Supervisor({
      reconnect: this.#profile.reconnect,
      bind: (dial, refused, counter) => {
        const heard = (failure: Failure) => {
          if (!this.probe.refused(failure)) refused(failure);
        };
        return this.#doors.open(dial, heard, counter);
      },
      connect: (onStage, signal) => this.#connect(onStage, signal),
      onState: (state) => this.#onState(state),
      onLog: (event) => {
        if (event.code !== 'request-failed' || this.#failures.isNews(event.cause))
          this.#tell(event);
      },
    });
  }

  async #connect(onStage: OnStage, signal: AbortSignal) {
    if (this.tie !== null) {
      onStage('resolve');
      await this.#follow(this.tie, signal);
    }
    await this.#pair?.compare(await this.#way.keys(signal), this.tie?.current ?? null, signal);
    const connection = await this.#way.connect(onStage, signal);
    await this.#doors.attach(connection);
    this.#live = connection;
    for (const proven of this.#way.takeSecretsToRemember()) {
      this.#options.onRemember(this.#profile.id, proven);
    }
    const pool = new ConnectionPool(connection, {
      another: this.#harms < enough ? this.#way.another(connection) : null,
      holdsBack: this.#profile.session !== true,
      onHarm: () => {
        this.#harms += 1;
      },
    });
    return this.tie?.guard(pool) ?? pool;
  }

  /** Looks where the cluster is now, and goes another way when its primary node is another one. */
  async #follow(tie: ClusterTie, signal: AbortSignal): Promise<void> {
    const before = tie.current;
    await tie.follow(signal);
    const found = tie.current;
    if (found === null) return;
    this.probe.aim(this.#probed(found.pages), found.elsewhere);
    if (!this.#profile.cluster?.login || sameNode(before, found)) return;
    this.#way.forget();
    this.#way = this.#newWay(found, copyIfAny(this.#spare));
  }

  #onState(state: TunnelState): void {
    const { traffic } = this.supervisor;
    this.#options.onView({ profileId: this.#profile.id, state, traffic });
    if (state.state === 'up') this.probe.up(state.listen.port);
    else if (state.state === 'suspect') this.probe.doubt();
    else this.probe.down();
    this.#forget(state);
  }

  /** Lets go of the secrets that no login of this run will need. */
  #forget({ state }: TunnelState): void {
    // Whoever starts it again brings them along again, or is asked again.
    const isOver = state === 'stopped' || state === 'blocked';
    const isLastLogin = state === 'up' && !this.#profile.reconnect;
    if (!isOver && !isLastLogin) return;
    for (const held of [this.#spare, ...this.#waySecrets.values()]) held?.fill(0);
    if (isOver) this.#way.forget();
    else this.#way.forgetTyped();
  }
}

function copyIfAny(secret: Uint8Array | null | undefined): Uint8Array | null {
  return secret ? copyOf(secret) : null;
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
