import { randomBytes } from 'node:crypto';
import type { PacAddress } from '../../shared/contract/browser-calls';
import { FailureError, failureFrom } from '../../shared/model/failure';
import type { Profile } from '../../shared/model/profile';
import { networkOf } from '../browser/cluster-network';
import { type PacRoute, pacScript } from '../browser/pac';
import { PacServer } from '../browser/pac-server';
import { hostsOf, tunnelPatterns } from '../browser/tunnel-patterns';
import { hostPattern } from '../browser/url-patterns';

/** Where the address of the script is kept, so that it stays the same from run to run. */
export interface PacPlace {
  readonly port: number;
  readonly token: string;
}

export interface PacDeskOptions {
  readonly profiles: () => readonly Profile[];
  /** Whether a tunnel takes requests now. */
  readonly listening: (profileId: string) => boolean;
  readonly place: { get(): PacPlace | null; set(place: PacPlace): void };
}

/** Near the default port of tunnels, and nobody's by registration. */
const firstPort = 8156;

/** One proxy script for all tunnels, under one address. */
export class PacDesk {
  readonly #options: PacDeskOptions;
  #server: PacServer | null = null;
  #failure: PacAddress['failure'] = null;
  #turning: Promise<void> = Promise.resolve();

  constructor(options: PacDeskOptions) {
    this.#options = options;
  }

  /** Serves the script, or ends that. What goes wrong is told by {@link address}. */
  turn(on: boolean): Promise<PacAddress> {
    // One after the other: two quick clicks must not leave two servers.
    this.#turning = this.#turning.then(() => (on ? this.#start() : this.close()));
    return this.#turning.then(() => this.address());
  }

  address(): PacAddress {
    return { url: this.#server?.url ?? null, failure: this.#failure };
  }

  async close(): Promise<void> {
    this.#failure = null;
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }

  async #start(): Promise<void> {
    if (this.#server !== null) return;
    const kept = this.#options.place.get();
    const token = kept?.token ?? randomBytes(16).toString('hex');
    const server = new PacServer({ token, script: () => this.script() });
    try {
      const port = await listen(server, kept?.port ?? null);
      this.#options.place.set({ port, token });
      this.#server = server;
      this.#failure = null;
    } catch (error) {
      this.#failure = failureFrom(error);
    }
  }

  /**
   * The script as tunnels are now, those that run before those that do not. A page's host belongs to
   * the tunnels it is named in; other private hosts to any tunnel.
   */
  script(): string {
    const proxies = this.#options.profiles().filter(({ kind }) => kind === 'dynamic');
    const running = (profile: Profile) => this.#options.listening(profile.id);
    const all = [...proxies.filter(running), ...proxies.filter((profile) => !running(profile))];
    const routes = (patterns: (profile: Profile) => PacRoute['patterns']): PacRoute[] =>
      all.map((profile) => ({ port: profile.listen.port, patterns: patterns(profile) }));
    return pacScript(
      routes((profile) => hostsOf(profile).map(hostPattern)),
      routes((profile) => tunnelPatterns({ ...profile, pages: [] }, networkOf(profile))),
    );
  }
}

/** An address a person has entered somewhere stays; a first one may be any that is free. */
async function listen(server: PacServer, kept: number | null): Promise<number> {
  if (kept !== null) return server.listen(kept);
  try {
    return await server.listen(firstPort);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'port-in-use') {
      return server.listen(0);
    }
    throw error;
  }
}
