import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { culvert } from '../support/cli';
import { temporaryFolder } from '../support/temp-folder';

const run = promisify(execFile);
const folder = temporaryFolder('culvert-cli-');
afterAll(() => folder.remove());

describe('culvert demo', () => {
  it('fetches every page through its own tunnel and ends', async () => {
    const outcome = culvert(['demo', '--json'], { dataDir: folder.file('demo-data') });
    expect(await outcome.ended).toBe(0);
    const events = outcome.events();
    const pages = events.filter((event) => event['event'] === 'page');
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(pages.every((page) => page['ok'] === true)).toBe(true);
    expect(events).toContainEqual({ event: 'demo', ok: true, pages: pages.length });
  });

  it('--stay serves curl until it is stopped', async () => {
    const stay = culvert(['demo', '--stay', '--json'], { dataDir: folder.file('demo-data-2') });
    await stay.event('demo');
    const port = Number((await stay.event('listening'))['port']);
    const url = 'http://ip-10-0-1-23.ap-northeast-2.compute.internal:8088/cluster';
    const { stdout } = await run('curl', ['-sS', '--socks5-hostname', `127.0.0.1:${port}`, url]);
    expect(stdout).toContain('Culvert');
    expect(await stay.signal('SIGTERM')).toBe(0);
  });
});
