import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freeLocalPort } from '../../../electron/app/demo-profile';
import { FileTokens } from '../../../electron/app/file-tokens';
import { latestOnly } from '../../../electron/app/latest-only';
import { LogRing } from '../../../electron/app/log-ring';
import { temporaryFolder } from '../../support/temp-folder';
import { profile } from './builders';
import { modelBench } from './model-bench';

describe('an export', () => {
  it('is written where the person said, for the tunnel it was asked of', async () => {
    const folder = temporaryFolder();
    const bench = modelBench([profile({ listen: { address: '127.0.0.1', port: 9157 } })]);
    bench.desktop.exportFile = folder.file('mine.json');
    const name = await bench.handlers.saveExport({ profileId: 'etl', kind: 'foxyproxy' });
    expect(name).toBe('mine.json');
    const { data } = JSON.parse(readFileSync(folder.file('mine.json'), 'utf8'));
    expect(data).toMatchObject([{ title: 'Nightly ETL', hostname: '127.0.0.1', port: '9157' }]);
    bench.desktop.exportFile = folder.file('mine.xml');
    await bench.handlers.saveExport({ profileId: 'etl', kind: 'foxyproxy-xml' });
    expect(readFileSync(folder.file('mine.xml'), 'utf8')).toMatch(
      /host="localhost"[^>]*port="9157"/,
    );
    folder.remove();
  });

  it('is not written when the dialog was cancelled', async () => {
    const bench = modelBench([profile()]);
    expect(await bench.handlers.saveExport({ profileId: 'etl', kind: 'foxyproxy' })).toBeNull();
  });

  it('goes to the clipboard, with the path of the key that the window never sees', async () => {
    const bench = modelBench([profile()]);
    await bench.handlers.copyExport({ profileId: 'etl', kind: 'ssh-config' });
    expect(bench.desktop.copied.join()).toContain('IdentityFile "/home/ana/.ssh/seoul.ppk"');
    expect(JSON.stringify(bench.published)).not.toContain('/home/ana');
  });

  it('of a tunnel that is no proxy is what ssh can do, and nothing for browsers', async () => {
    const forward = { host: 'ip-10-0-1-23.ec2.internal', port: 10_000 };
    const bench = modelBench([profile({ kind: 'local', forward })]);
    await bench.handlers.copyExport({ profileId: 'etl', kind: 'ssh-config' });
    expect(bench.desktop.copied.join()).toContain(
      'LocalForward 127.0.0.1:8157 ip-10-0-1-23.ec2.internal:10000',
    );
    await expect(
      bench.handlers.copyExport({ profileId: 'etl', kind: 'pac' }),
    ).rejects.toMatchObject({ error: { code: 'not-permitted' } });
  });

  it('can be dragged out of a folder only this user can enter, which is gone when the app is', async () => {
    const bench = modelBench([profile()]);
    await bench.handlers.dragExport({ profileId: 'etl', kind: 'foxyproxy' });
    const [path = ''] = bench.desktop.dragged;
    expect(path).toMatch(/FoxyProxy_Nightly-ETL_\d{4}-\d\d-\d\d\.json$/);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8')).data).toHaveLength(1);
    await bench.drag.remove();
    expect(existsSync(dirname(path))).toBe(false);
  });
});

describe('tokens of files', () => {
  it('are the same for the same path, unlike for others, and not to be guessed', () => {
    const tokens = new FileTokens();
    const token = tokens.tokenFor('/a');
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(tokens.tokenFor('/a')).toBe(token);
    expect(tokens.tokenFor('/b')).not.toBe(token);
    expect(new FileTokens().tokenFor('/a')).not.toBe(token);
    expect(tokens.pathOf(token)).toBe('/a');
    expect(tokens.pathOf('/a')).toBeNull();
    expect(tokens.pathOf('__proto__')).toBeNull();
  });
});

describe('the log', () => {
  it('numbers what happens and forgets all but the last 5,000', () => {
    const log = new LogRing();
    for (let index = 0; index < 5_010; index += 1) log.add(null, { code: 'started' });
    const entries = log.entries();
    expect(entries).toHaveLength(5_000);
    expect([entries[0]?.sequence, entries.at(-1)?.sequence]).toEqual([11, 5_010]);
  });
});

describe('a free local port', () => {
  it('is none that a stored tunnel wants or a program holds', async () => {
    const first = await freeLocalPort(new Set());
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(first, '127.0.0.1', resolve));
    const second = await freeLocalPort(new Set());
    expect(second).toBeGreaterThan(first);
    expect(await freeLocalPort(new Set([second]))).toBeGreaterThan(second);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('work of which only the latest counts', () => {
  it('is done once more when asked for meanwhile, and never twice at once', async () => {
    let running = 0;
    let most = 0;
    let times = 0;
    const work = latestOnly(async () => {
      running += 1;
      times += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    });
    await Promise.all([work(), work(), work()]);
    expect([times, most]).toEqual([2, 1]);
    await work();
    expect(times).toBe(3);
  });

  it('can be asked for again after it failed', async () => {
    let fail = true;
    const work = latestOnly(async () => {
      if (fail) throw new Error('once');
    });
    await expect(work()).rejects.toThrow('once');
    fail = false;
    await work();
  });
});
