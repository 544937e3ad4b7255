import { tunnelActions } from '../../shared/model/actions';
import { FailureError } from '../../shared/model/failure';
import type { OpenRequests } from '../../shared/model/open-request';
import type { PageReach } from '../../shared/model/reach';
import { onBeat } from '../ssh/beat';
import { chachaInSsh2 } from '../ssh/ciphers/chacha-in-ssh2';
import type { Suspicion } from './life';
import { LoginQueue } from './login-queue';
import type { ProbeWork } from './probe';
import { RunningTunnel } from './running-tunnel';
import type { StartRequest } from './start-request';
import type { TunnelsOptions } from './tunnels-options';

/** All tunnels of one process, by profile. */
export class Tunnels {
  readonly #options: TunnelsOptions;
  readonly #logins = new LoginQueue();
  readonly #running = new Map<string, RunningTunnel>();
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
    const running = new RunningTunnel(request, this.#options, this.#logins);
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

  /** Publishes traffic once a second while there is some, and only what changed. */
  #tick(): void {
    if (this.#stopTicking !== null) return;
    const last = new Map<string, string>();
    this.#stopTicking = onBeat(() => {
      let isFlowing = false;
      for (const [profileId, { supervisor }] of this.#running) {
        const { traffic } = supervisor;
        const now = JSON.stringify(traffic);
        if (last.get(profileId) === now) continue;
        last.set(profileId, now);
        isFlowing = true;
        this.#options.onView({ profileId, state: supervisor.state, traffic });
      }
      return isFlowing;
    });
  }
}
