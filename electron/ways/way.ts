import { type FailedAttempt, type Failure, FailureError } from '../../shared/model/failure';
import type { SecretScope } from '../../shared/model/secret-scope';
import type { Stage } from '../../shared/model/tunnel-state';
import type { Transport } from '../../shared/model/way';
import type { PrivateKey } from '../keys/private-key';
import { connectBastion } from '../ssh/connect-bastion';
import type { BastionConnection } from '../ssh/connection';
import type { Reach } from '../ssh/reach';
import { ReceiveLimit } from '../ssh/receive-budget';
import { furtherConnection } from './further-connection';
import { placed, reachThrough, refusedAt } from './hops';
import { Transports } from './transports';
import { aliasOf, type Hop, hopsOf } from './way-hops';
import type { WayOptions } from './way-options';

/** A secret to keep, and what it opens: null for the bastion's own. */
export interface ProvenSecret {
  readonly scope: SecretScope | null;
  readonly secret: Uint8Array;
}

/** @param hop which jump host it is about, the first being 1; undefined for the bastion. */
type OnStage = (stage: Stage, hop?: number) => void;

/**
 * The way from this computer to a bastion: the first server by one of the transports, tried in their
 * order, and each further one through the one before it. Every server is checked by its own host key
 * and logged in at by itself; none of them sees what is carried beyond it.
 */
export class Way {
  readonly #options: WayOptions;
  readonly #hops: readonly Hop[];
  readonly #transports: Transports;
  readonly #receiveLimit = new ReceiveLimit();

  constructor(options: WayOptions) {
    this.#options = options;
    const { profile } = options;
    this.#transports = new Transports({ ...options, instance: profile.instance });
    this.#hops = hopsOf(options);
  }

  /**
   * Makes a connection to the bastion. Everything that needs a person is asked before any server is
   * dialled.
   *
   * @throws FailureError the last server's, with the number of a jump host where it is one's; when
   *   several ways lead to the first server and none worked, `no-way-left`.
   */
  async connect(onStage: OnStage, signal: AbortSignal): Promise<BastionConnection> {
    for (const { credentials } of this.#hops) await credentials.prepare(signal);
    const { transport } = this.#options.profile;
    if (transport.length === 1 && transport[0] !== undefined) {
      return this.#connectBy(transport[0], onStage, signal);
    }
    const attempts: FailedAttempt[] = [];
    for (const each of transport) {
      this.#options.tell({ code: 'way-tried', transport: each.kind });
      try {
        return await this.#connectBy(each, onStage, signal);
      } catch (error) {
        if (signal.aborted || !(error instanceof FailureError)) throw error;
        attempts.push(attempt(each, this.#worthAnother(error)));
        this.#options.tell({ code: 'way-skipped', ...attempt(each, error.failure) });
      }
    }
    throw new FailureError({ code: 'no-way-left', attempts });
  }

  /** The key files that the two ends of the way will be offered, unlocked; null where none is. */
  async keys(signal: AbortSignal): Promise<Record<'first' | 'bastion', PrivateKey | null>> {
    const keyOf = async (hop: Hop | undefined) =>
      (await hop?.credentials.prepare(signal))?.key ?? null;
    return { first: await keyOf(this.#hops[0]), bastion: await keyOf(this.#hops.at(-1)) };
  }

  /**
   * How one more connection is made to the bastion that this one leads to, without a person: see
   * {@link furtherConnection}. Further servers on the way have not been asked for more.
   *
   * @returns null where that cannot be.
   */
  another(first: BastionConnection): ((signal: AbortSignal) => Promise<BastionConnection>) | null {
    const { profile } = this.#options;
    const [bastion] = this.#hops;
    const isDirect = profile.transport.length === 1 && profile.transport[0]?.kind === 'direct';
    const isByKey = profile.authentication.some(({ method }) => byKey.has(method));
    if (bastion === undefined || bastion.number !== undefined || !isDirect || !isByKey) return null;
    const { server, credentials } = bastion;
    const alias = aliasOf(this.#options, server);
    const receiveLimit = this.#receiveLimit;
    return furtherConnection({ ...this.#options, server, alias, credentials, receiveLimit, first });
  }

  /** What the person wanted kept, now that it has let us in. */
  takeSecretsToRemember(): ProvenSecret[] {
    const servers = this.#hops.flatMap(({ scope, credentials }) => {
      const secret = credentials.takeSecretToRemember();
      return secret === null ? [] : [{ scope, secret }];
    });
    return [...this.#transports.takeSecretsToRemember(), ...servers];
  }

  /**
   * Nobody goes this way again as a person: what they typed for it is overwritten. Further connections
   * are still made where {@link another} makes them.
   */
  forgetTyped(): void {
    this.#transports.forget();
    for (const { credentials } of this.#hops) credentials.forgetTyped();
  }

  /** Nobody goes this way again. */
  forget(): void {
    this.#transports.forget();
    for (const { credentials } of this.#hops) credentials.forget();
  }

  /** Only what keeps us from the first server is a reason to try another way to it. */
  #worthAnother(error: FailureError): Failure {
    const { failure } = error;
    const first = this.#hops[0]?.number;
    const hop = 'hop' in failure ? failure.hop : first;
    if (!keepsAway.test(failure.code) || hop !== first || 'via' in failure) throw error;
    return failure;
  }

  async #connectBy(transport: Transport, onStage: OnStage, signal: AbortSignal) {
    const made: BastionConnection[] = [];
    const close = () => {
      for (const connection of made.splice(0).reverse()) connection.close();
    };
    let reach = this.#reachFirst(transport);
    try {
      for (const hop of this.#hops) {
        const connection = await this.#connectTo(hop, reach, onStage, signal);
        made.push(connection);
        reach = reachThrough(connection, hop.server.host, (failure) => this.#placed(failure));
      }
    } catch (error) {
      close();
      throw error;
    }
    const bastion = made.pop() as BastionConnection;
    void bastion.closed.then(close);
    return bastion;
  }

  #reachFirst(transport: Transport): Reach | null {
    const { profile } = this.#options;
    const first = profile.jumpHosts[0] ?? { ...profile.bastion, authentication: null };
    const reach = this.#transports.reach(transport, first);
    const methods = (first.authentication ?? profile.authentication).map(({ method }) => method);
    if (!methods.includes('one-time-key')) return reach;
    return this.#transports.withOneTimeKey(reach, first.user);
  }

  async #connectTo(hop: Hop, reach: Reach | null, onStage: OnStage, signal: AbortSignal) {
    const { questions, keepAliveMs, inTurn, tell, profile } = this.#options;
    const { server, credentials, gate, number } = hop;
    const { host, port, user } = server;
    try {
      const connection = await connectBastion({
        host,
        port,
        user,
        credentials,
        gate,
        questions,
        signal,
        ...(reach === null ? { lastSeen: hop.lastSeen } : { reach }),
        onStage: (stage) => onStage(stage, number),
        onBanner: (text) => tell({ code: 'server-banner', text }),
        onTrusted: (fingerprint) => tell({ code: 'host-key-trusted', host, fingerprint }),
        onHostKeysChanged: ({ added, removed }) =>
          tell({ code: 'host-keys-changed', host, added: [...added], removed: [...removed] }),
        onNotKept: (cause) => tell({ code: 'host-key-not-kept', cause }),
        receiveLimit: this.#receiveLimit,
        session: profile.session === true,
        keepAliveMs,
        inTurn: (login) => inTurn(`${host}:${port}`, login, 'first', signal),
      });
      tell({ code: 'connected', host, user, session: connection.facts });
      return connection;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      const failure = this.#placed(error.failure);
      const told = number === undefined ? failure : refusedAt(failure, { host, port, hop: number });
      throw new FailureError(told, { cause: error });
    }
  }

  #placed(failure: Failure): Failure {
    return placed(failure, this.#options.profile.jumpHosts);
  }
}

/** Ways to log in that may need nobody, once they have let us in. */
const byKey: ReadonlySet<string> = new Set(['key-file', 'agent']);

/** Codes that say that no SSH server was met, as opposed to one that does not want us. */
const keepsAway =
  /^(bastion-|proxy-|not-a-proxy|not-ssh|command-|connection-lost|handshake-timeout|aws-|instance-)/;

function attempt({ kind }: Transport, cause: Failure): FailedAttempt {
  // The cause is one server's failure: `no-way-left` itself is made only here.
  return { transport: kind, cause: cause as FailedAttempt['cause'] };
}
