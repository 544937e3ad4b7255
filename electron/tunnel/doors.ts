import type { Failure } from '../../shared/model/failure';
import type { Profile } from '../../shared/model/profile';
import { targetUrl } from '../../shared/model/reach-of-pages';
import type { Forward } from '../../shared/model/way';
import { recogniseAddress } from '../socks/address';
import type { Destination, Dial } from '../socks/flow';
import { openFrontDoor } from '../socks/front-door';
import { openPlainDoor } from '../socks/plain-door';
import { destinationPolicy } from '../socks/policy';
import type { ByteCounter } from '../ssh/bridge';
import type { BastionConnection } from '../ssh/connection';
import type { Listener } from './parts';
import { PortWatch, type PortWatchOptions, portWatchOn } from './port-watch';
import type { TargetCheck } from './probe';
import { dialTarget, RemoteDoor } from './remote-door';
import type { ListenElsewhere } from './start-request';
import { checkTarget } from './target-check';

/** A held request is no opening: the supervisor counts those itself. */
const limits = { opening: 512 };

/** The listener of one tunnel, of whichever kind it is, and the way to see whether it does its work. */
export class Doors {
  readonly #profile: Profile;
  readonly #elsewhere: ListenElsewhere | null;
  readonly #portWatch: PortWatchOptions | null;
  #dial: Dial | null = null;
  #remote: RemoteDoor | null = null;

  /** @param portWatch how ports of this computer are watched; null where they need not be. */
  constructor(
    profile: Profile,
    elsewhere: ListenElsewhere | null,
    portWatch: PortWatchOptions | null = portWatchOn(process.platform),
  ) {
    this.#profile = profile;
    this.#elsewhere = elsewhere;
    this.#portWatch = portWatch;
  }

  /** Binds the listener. @throws FailureError `port-…` or `listen-failed`. */
  async open(
    dial: Dial,
    refused: (failure: Failure) => void,
    counter: ByteCounter,
  ): Promise<Listener> {
    const { kind, listen, forward, allow, limit } = this.#profile;
    const events = { refused };
    const guard = this.#portWatch === null ? null : new PortWatch(this.#portWatch);
    this.#dial = dial;
    if (kind === 'dynamic' || forward === null) {
      return openFrontDoor({
        address: this.#elsewhere?.address ?? listen.address,
        credential: this.#elsewhere?.credential ?? null,
        port: listen.port,
        dial,
        policy: destinationPolicy(allow, limit),
        events,
        limits,
        guard,
      });
    }
    if (kind === 'local') {
      const destination = destinationOf(forward);
      return openPlainDoor({ port: listen.port, destination, dial, events, limits, guard });
    }
    this.#remote = new RemoteDoor({ bind: listen, target: forward, counter, refused });
    return this.#remote;
  }

  /** Makes a new connection carry what it must beside the flows that are opened through it. */
  async attach(connection: BastionConnection): Promise<void> {
    await this.#remote?.attach(connection);
  }

  /** Null for a tunnel that leads to more than one place. */
  targetCheck(): TargetCheck | null {
    const { kind, forward } = this.#profile;
    if (kind === 'dynamic' || forward === null) return null;
    const open = kind === 'local' ? this.#openThere : openHere;
    return {
      url: targetUrl(forward),
      check: (signal) => checkTarget((until) => open(forward, until), signal),
    };
  }

  readonly #openThere = async (forward: Forward, signal: AbortSignal): Promise<void> => {
    const flow = await this.#dial?.(destinationOf(forward), signal);
    flow?.abandon();
  };
}

async function openHere(forward: Forward, signal: AbortSignal): Promise<void> {
  (await dialTarget(forward, signal)).destroy();
}

function destinationOf({ host, port }: Forward): Destination {
  const address = recogniseAddress(host);
  return address === null
    ? { host, port, kind: 'name' }
    : { host: address.text, port, kind: address.kind };
}
