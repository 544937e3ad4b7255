import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * A real Chromium that reaches everything through a SOCKS port, names included, as a person's own
 * browser would with this proxy.
 *
 * @param more further switches.
 */
export async function chromiumThrough(
  socksPort: number,
  more: readonly string[] = [],
): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error('the browser tests need Chromium');
  return chromium.launch({
    executablePath,
    args: [
      `--proxy-server=socks5://127.0.0.1:${socksPort}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
