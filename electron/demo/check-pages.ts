import { fetchThrough } from '../tunnel/probe-fetch';
import type { DemoPage } from './demo-pages';
import { demoNotice } from './web/page';

/** What came of fetching a page. */
export interface CheckedPage extends DemoPage {
  /** The page came whole, with status 200, and is one of the demonstration's. */
  readonly ok: boolean;
  /** From asking the listener to the page's last byte, or to giving up. */
  readonly milliseconds: number;
}

const timeoutMs = 10_000;

/**
 * Fetches pages, all at once, the way a browser does: through the SOCKS listener of a tunnel, with
 * the names left for the far side to resolve. Never rejects: a page that does not come within 10 s
 * is not `ok`.
 *
 * @param localPort of the listener on 127.0.0.1.
 */
export function checkPages(localPort: number, pages: readonly DemoPage[]): Promise<CheckedPage[]> {
  return Promise.all(pages.map((page) => checkPage(localPort, page)));
}

async function checkPage(localPort: number, { name, url }: DemoPage): Promise<CheckedPage> {
  const began = performance.now();
  const fetched = await fetchThrough(localPort, new URL(url), { timeoutMs, whole: true });
  const ok =
    fetched.end === 'response' && fetched.status === 200 && fetched.text.includes(demoNotice);
  return { name, url, ok, milliseconds: Math.round(performance.now() - began) };
}
