import { type Failure, FailureError } from '../../shared/model/failure';
import type { LogEvent } from '../../shared/model/log';
import type { PageCheck, PageReach, Reach } from '../../shared/model/reach';
import { forwardsOf, pageLabel, unknownReach } from '../../shared/model/reach-of-pages';
import { PagePlaces } from './page-places';
import { type Destination, destinationOf, probePage } from './probe-page';

/** How often a tunnel that is up is looked at, ms. */
const everyMs = 60_000;
const pagesAtOnce = 4;

/** How the one place is asked for that a local or remote tunnel leads to. */
export interface TargetCheck {
  readonly url: string;
  /** Answers null when the signal ended it. */
  check(signal: AbortSignal): Promise<PageCheck | null>;
}

/** What a look that a person asked for is given; a job of the engine is one. */
export interface ProbeWork {
  readonly signal: AbortSignal;
  readonly progress: (step: string, done: number, total: number | null) => void;
}

export interface ProbeOptions {
  readonly profileId: string;
  /** What is asked for: pages, or the one target. */
  readonly pages: readonly string[];
  /** Asks for the one place the tunnel leads to, if it is one that leads to one. */
  readonly target: TargetCheck | null;
  /** The round trip to the bastion, ms; null when it cannot be had. Never rejects. */
  readonly ping: () => Promise<number | null>;
  readonly onReach: (reach: Reach) => void;
  readonly onLog: (event: LogEvent) => void;
}

/**
 * Finds out how far requests get through one tunnel: whenever it comes up, every minute while it is,
 * and when a person asks. It goes the way a browser goes, so what it says is what a browser meets.
 */
export class Probe {
  readonly #options: ProbeOptions;
  readonly #told = new Map<string, Failure>();
  readonly #asked = new Map<string, number>();
  readonly #places = new PagePlaces();
  #pages: readonly string[];
  #reach: Reach;
  #port: number | null = null;
  #doubted = false;
  #run = new AbortController();
  #checking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ProbeOptions) {
    this.#options = options;
    this.#pages = options.pages;
    this.#reach = unknownReach(options.profileId, options.pages);
  }

  /** The tunnel is up; told again while it is, this changes nothing. @param port of its listener. */
  up(port: number): void {
    if (this.#port === port) {
      if (this.#doubted) void this.check();
      this.#doubted = false;
      return;
    }
    this.#port = port;
    this.#run = new AbortController();
    this.#timer = setInterval(() => void this.check(), everyMs);
    this.#timer.unref();
    void this.check();
  }

  /**
   * Other pages than before are looked after: the tunnel goes to another cluster.
   *
   * @param elsewhere where else a page may be, likeliest first; what answers is shown in its place.
   */
  aim(pages: readonly string[], elsewhere: Readonly<Record<string, readonly string[]>> = {}): void {
    this.#places.set(elsewhere);
    if (pages.join('\n') === this.#pages.join('\n')) return;
    this.#pages = pages;
    this.#forget();
  }

  /** Nobody knows whether the tunnel is up; when it proves to be, its pages are asked for at once. */
  doubt(): void {
    this.#doubted = true;
  }

  /** The tunnel is not up: whatever was known of its pages is no longer true. */
  down(): void {
    if (this.#port === null) return;
    this.#port = null;
    this.#doubted = false;
    this.#run.abort();
    this.#checking = null;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#forget();
  }

  /** Looks now; concurrent callers share one look. Does nothing while the tunnel is not up. */
  check(): Promise<void> {
    if (this.#port === null) return Promise.resolve();
    if (this.#checking !== null) return this.#checking;
    const checking = this.#check(this.#port, this.#run.signal).finally(() => {
      // After a fall and a rise, another look may be under way already.
      if (this.#checking === checking) this.#checking = null;
    });
    this.#checking = checking;
    return checking;
  }

  /**
   * Asks once for other addresses than its own; nothing of it is kept.
   *
   * @throws FailureError `tunnel-down` while the tunnel is not up.
   */
  async once(urls: readonly string[], work: ProbeWork): Promise<PageReach[]> {
    const port = this.#port;
    if (port === null) throw new FailureError({ code: 'tunnel-down' });
    const signal = AbortSignal.any([work.signal, this.#run.signal]);
    const found: PageReach[] = urls.map((url) => ({ url, check: { outcome: 'unknown' } }));
    let [next, done] = [0, 0];
    const lane = async (): Promise<void> => {
      for (let at = next++; at < urls.length && !signal.aborted; at = next++) {
        const url = urls[at] ?? '';
        const check = await this.#ask(port, url, signal);
        if (check !== null) found[at] = { url, check };
        done += 1;
        work.progress(pageLabel(url), done, urls.length);
      }
    };
    await Promise.all(Array.from({ length: pagesAtOnce }, lane));
    return found;
  }

  /**
   * Takes note of a request the listener refused.
   *
   * @returns whether a page is being asked for there: it is told as the page's failure then, not as
   *   some request's.
   */
  refused(failure: Failure): boolean {
    if (!('host' in failure && 'port' in failure)) return false;
    const key = keyOf(failure);
    if (!this.#asked.has(key)) return false;
    this.#told.set(key, failure);
    return true;
  }

  #forget(): void {
    const { profileId } = this.#options;
    this.#tell({ ...unknownReach(profileId, this.#pages), checks: this.#reach.checks });
  }

  async #check(port: number, signal: AbortSignal): Promise<void> {
    this.#tell({ ...this.#reach, checking: true });
    const waiting = [...this.#pages];
    const work = async (): Promise<void> => {
      for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
        await this.#look(port, page, signal);
      }
    };
    const lanes = Array.from({ length: pagesAtOnce }, work);
    await Promise.all([this.#measure(signal), ...lanes]);
    if (signal.aborted) return;
    this.#tell({ ...this.#reach, checking: false, checks: this.#reach.checks + 1 });
  }

  async #measure(signal: AbortSignal): Promise<void> {
    const milliseconds = await this.#options.ping();
    if (signal.aborted) return;
    this.#tell({ ...this.#reach, ssh: milliseconds === null ? null : { milliseconds } });
  }

  async #look(port: number, page: string, signal: AbortSignal): Promise<void> {
    let failed: PageReach | null = null;
    for (const url of this.#places.of(page)) {
      const check = await this.#ask(port, url, signal);
      if (check === null || signal.aborted) return;
      if (check.outcome === 'answering') {
        this.#places.answersAt(page, url);
        this.#found(page, { url, check });
        return;
      }
      failed ??= { url, check };
    }
    if (failed !== null) this.#found(page, failed);
  }

  /** @returns null when the signal ended it. */
  async #ask(port: number, page: string, signal: AbortSignal): Promise<PageCheck | null> {
    const { target } = this.#options;
    if (page === target?.url) return target.check(signal);
    const key = keyOf(destinationOf(page));
    this.#asked.set(key, (this.#asked.get(key) ?? 0) + 1);
    const check = await probePage(port, page, signal, (at) => this.#told.get(keyOf(at)) ?? null);
    const others = (this.#asked.get(key) ?? 1) - 1;
    if (others > 0) this.#asked.set(key, others);
    else {
      this.#asked.delete(key);
      this.#told.delete(key);
    }
    return check;
  }

  #found(page: string, { url, check }: PageReach): void {
    const at = this.#pages.indexOf(page);
    const before = this.#reach.pages[at]?.check;
    const pages = this.#reach.pages.map((each, index) => (index === at ? { url, check } : each));
    this.#tell({ ...this.#reach, pages, forwards: forwardsOf(pages) });
    if (before !== undefined && sameOutcome(before, check)) return;
    const label = pageLabel(url);
    if (check.outcome === 'answering') {
      this.#options.onLog({ code: 'page-answers', page: label, milliseconds: check.milliseconds });
    } else if (check.outcome === 'failed') {
      this.#options.onLog({ code: 'page-fails', page: label, cause: check.cause });
    }
  }

  #tell(reach: Reach): void {
    this.#reach = reach;
    this.#options.onReach(reach);
  }
}

function keyOf({ host, port }: Destination): string {
  return `${host.toLowerCase()} ${port}`;
}

/** Whether a second look found what the first had found, so that the log need not say it again. */
function sameOutcome(before: PageCheck, now: PageCheck): boolean {
  if (before.outcome === 'failed' && now.outcome === 'failed') {
    return before.cause.code === now.cause.code;
  }
  return before.outcome === now.outcome;
}
