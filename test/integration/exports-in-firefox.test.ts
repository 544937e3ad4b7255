import { afterEach, describe, expect, it } from 'vitest';
import { makeExport } from '../../electron/browser/exports/make-export';
import { pacDataUrl } from '../../electron/browser/pac';
import { exportSource } from '../support/export-source';
import { type Firefox, startFirefox } from '../support/firefox';
import { unwanted, wanted } from '../unit/browser/url-table';

let firefox: Firefox | undefined;
afterEach(async () => {
  await firefox?.close();
  firefox = undefined;
});

const web = (urls: readonly string[]) => urls.filter((url) => /^https?:/i.test(url));
const tunnel = 'SOCKS5 127.0.0.1:9157';

/** The table as a real Firefox judges it, which resolves no name on its way. */
async function judged(): Promise<void> {
  const through = await firefox?.resolve(web(wanted));
  expect(web(wanted).filter((_url, at) => through?.[at] !== tunnel)).toEqual([]);
  const past = await firefox?.resolve(web(unwanted));
  expect(web(unwanted).filter((_url, at) => past?.[at] !== 'DIRECT')).toEqual([]);
  expect([...web(wanted), ...web(unwanted)].length).toBeGreaterThanOrEqual(60);
}

describe('in a real Firefox', () => {
  it('the proxy script sends each page of the table where it belongs', async () => {
    const { text } = makeExport('pac', exportSource(), new Date());
    firefox = await startFirefox(pacDataUrl(text));
    await judged();
  });

  it('the policy does the same for a whole installation', async () => {
    const { text } = makeExport('firefox-policy', exportSource(), new Date());
    firefox = await startFirefox(null, text);
    await judged();
  });
});
