import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImportPlaces } from '../../../electron/app/import-places';
import { temporaryFolder } from '../../support/temp-folder';
import { profile } from './builders';
import { modelBench } from './model-bench';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-app-import-');
});
afterEach(() => folder.remove());

const config = 'Host emr\n HostName bastion.example.com\n User u\n DynamicForward 8157\n';

describe('an import through the window', () => {
  it('previews a chosen file and stores what is chosen, under the name and port given', async () => {
    const bench = modelBench([profile({ id: 'etl' })]);
    writeFileSync(folder.file('config'), config);
    bench.desktop.importFile = folder.file('config');
    const offer = await bench.handlers.previewImport({ from: 'file' });
    expect(offer).toMatchObject({ name: 'config', source: 'ssh-config' });
    expect(offer?.tunnels[0]?.draft.localPort).toBe(8158);
    const { profileIds } = await bench.handlers.importTunnels({
      importId: offer?.importId ?? '',
      chosen: [{ index: 0, name: 'Seoul', localPort: 9000, host: null }],
    });
    expect(bench.stored.profiles.map(({ name, listen }) => [name, listen.port])).toEqual([
      ['Nightly ETL', 8157],
      ['Seoul', 9000],
    ]);
    expect(profileIds).toEqual([bench.stored.profiles[1]?.id]);
    expect(bench.published.at(-1)?.[0]).toBe('profiles');
  });

  it('that was cancelled, or is not known, stores nothing', async () => {
    const bench = modelBench();
    expect(await bench.handlers.previewImport({ from: 'file' })).toBeNull();
    const chosen = [{ index: 0, name: 'x', localPort: 9000, host: null }];
    const importId = '01234567-89ab-4cde-8f01-23456789abcd';
    await expect(bench.handlers.importTunnels({ importId, chosen })).rejects.toThrow(
      'not-permitted',
    );
    const bytes = new TextEncoder().encode(config);
    const offer = await bench.handlers.previewDropped({ name: 'config', bytes });
    const beyond = [{ index: 7, name: 'x', localPort: 9000, host: null }];
    await expect(
      bench.handlers.importTunnels({ importId: offer.importId, chosen: beyond }),
    ).rejects.toThrow('not-permitted');
    expect(bench.stored.profiles).toEqual([]);
  });

  it('of a dropped file reads no other, whatever it includes', async () => {
    const bench = modelBench();
    writeFileSync(folder.file('other'), 'Host stolen\n User u\n');
    const text = `Include ${folder.file('other')}\n${config}`;
    const bytes = new TextEncoder().encode(text);
    const offer = await bench.handlers.previewDropped({ name: 'config', bytes });
    expect(offer.tunnels.map(({ draft }) => draft.name)).toEqual(['emr']);
    expect(offer.lines[0]).toMatchObject({ verdict: 'refused', why: { code: 'include-outside' } });
  });
});

describe('the places of a computer', () => {
  it('on Unix are files in the person’s own folder', async () => {
    const places = new ImportPlaces({
      home: folder.path,
      platform: 'linux',
      registryProgram: '/nowhere',
    });
    expect(await places.found()).toEqual([]);
    mkdirSync(folder.file('.ssh'));
    mkdirSync(folder.file('.putty/sessions'), { recursive: true });
    writeFileSync(folder.file('.ssh/config'), config);
    writeFileSync(folder.file('.putty/sessions/EMR'), 'HostName=h\nPortForwardings=D8157=\n');
    expect(await places.found()).toEqual(['ssh-config', 'putty']);
    const preview = await places.read('putty', [], 'en');
    expect(preview.tunnels.map(({ draft }) => draft.name)).toEqual(['EMR']);
  });

  it('on Windows PuTTY is asked for by the system’s own program, with words of ours alone', async () => {
    const program = folder.file('reg.exe');
    const printed = [
      'HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\EMR%20nightly',
      '    HostName    REG_SZ    bastion.example.com',
      '    PortForwardings    REG_SZ    D8157=',
    ].join('\n');
    writeFileSync(
      program,
      `#!/bin/sh\n[ "$*" = 'query HKCU\\Software\\SimonTatham\\PuTTY\\Sessions /s' ] || exit 1\ncat <<'END'\n${printed}\nEND\n`,
    );
    chmodSync(program, 0o700);
    const at = (registryProgram: string) =>
      new ImportPlaces({ home: folder.path, platform: 'win32', registryProgram });
    expect(await at(program).found()).toEqual(['putty']);
    const preview = await at(program).read('putty', [], 'en');
    expect(preview.tunnels.map(({ draft }) => [draft.name, draft.localPort])).toEqual([
      ['EMR nightly', 8157],
    ]);
    expect(await at('/nowhere').found()).toEqual([]);
    await expect(at('/nowhere').read('putty', [], 'en')).rejects.toMatchObject({
      failure: { code: 'import-program-missing' },
    });
  });
});

describe('the order of the list', () => {
  const three = () => modelBench(['a', 'b', 'c'].map((id) => profile({ id })));

  it('is stored with its groups', async () => {
    const bench = three();
    const order = [
      { profileId: 'c', group: null },
      { profileId: 'a', group: 'Seoul' },
      { profileId: 'b', group: 'Seoul' },
    ];
    await bench.handlers.arrangeProfiles({ order });
    expect(bench.stored.profiles.map(({ id, group }) => ({ profileId: id, group }))).toEqual(order);
  });

  it.each([
    ['leaves one out', ['a', 'b']],
    ['names one twice', ['a', 'b', 'b']],
    ['names one that is gone', ['a', 'b', 'c', 'd']],
  ])('that %s changes nothing', async (_what, ids) => {
    const bench = three();
    const order = ids.map((profileId) => ({ profileId, group: null }));
    await expect(bench.handlers.arrangeProfiles({ order })).rejects.toThrow('not-permitted');
    expect(bench.stored.profiles.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});
