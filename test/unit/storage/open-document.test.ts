import './electron-store-under-node';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DocumentKind } from '../../../electron/storage/document-kind';
import {
  type ProfilesDocument,
  profilesKind,
  profilesVersion,
  secretsKind,
} from '../../../electron/storage/documents';
import { openDocument, SettingsRefused } from '../../../electron/storage/open-document';
import { temporaryFolder } from '../../support/temp-folder';
import { profile } from '../app/builders';

let folder: ReturnType<typeof temporaryFolder>;
const troubles: unknown[] = [];
const onTrouble = (error: unknown): void => {
  troubles.push(error);
};
const open = () => openDocument(folder.path, profilesKind, onTrouble);
const file = (): string => folder.file('profiles.json');
const sound: ProfilesDocument = { version: profilesVersion, profiles: [profile({ id: 'kept' })] };

beforeEach(() => {
  folder = temporaryFolder('culvert-settings-');
  troubles.length = 0;
});
afterEach(() => folder.remove());

describe('a settings file', () => {
  it('starts empty, and is there again after a restart', () => {
    const { document, quarantined } = open();
    expect(quarantined).toBeNull();
    expect(document.get()).toEqual({ version: profilesVersion, profiles: [] });
    document.set(sound);
    expect(open().document.get()).toEqual(sound);
    expect(troubles).toEqual([]);
  });

  it('can be read by its owner only, and so can its backups', () => {
    open().document.set(sound);
    open();
    const names = readdirSync(folder.path);
    expect(names).toContain('profiles.bak1.json');
    for (const name of names) expect(statSync(folder.file(name)).mode & 0o777, name).toBe(0o600);
  });

  it('keeps working with a byte-order mark in front, as editors on Windows put it', () => {
    writeFileSync(file(), `\uFEFF${JSON.stringify(sound)}`);
    const { document, quarantined } = open();
    expect(quarantined).toBeNull();
    expect(document.get()).toEqual(sound);
    expect(readFileSync(file(), 'utf8').startsWith('\uFEFF')).toBe(false);
  });
});

describe('a settings file that must be left alone', () => {
  it('was written by a newer version: it is refused, not changed and not set aside', () => {
    const newer = `{"version":${profilesVersion + 1},"profiles":"told in a way not known yet"}`;
    writeFileSync(file(), newer);
    expect(open).toThrow(SettingsRefused);
    expect(readFileSync(file(), 'utf8')).toBe(newer);
    expect(readdirSync(folder.path)).toEqual(['profiles.json']);
  });

  it('cannot be read: that is no damage', () => {
    mkdirSync(file());
    expect(open).toThrow(expect.objectContaining({ why: 'unreadable' }));
    expect(statSync(file()).isDirectory()).toBe(true);
  });
});

describe('tunnels of an older version', () => {
  const { cluster: _cluster, ...fourth } = profile({ id: 'old' });
  const { jumpHosts: _hops, transport: _transport, ...bare } = fourth;
  const { instance: _instance, forward: _forward, ...third } = bare;
  const { group: _group, ...second } = third;
  const { pages: _pages, limit: _limit, ...first } = second;
  it.each([
    ['1 get no pages and no limit', 1, first],
    ['2 stand in no group', 2, second],
    ['3 are SOCKS servers whose bastion is dialled straight away', 3, third],
    ['4 are tied to no cluster', 4, fourth],
  ])('%s, and the old file is kept', (_what, version, old) => {
    writeFileSync(file(), JSON.stringify({ version, profiles: [old] }));
    expect(open().document.get()).toEqual({
      version: profilesVersion,
      profiles: [profile({ id: 'old' })],
    });
    const aside = readdirSync(folder.path).filter((name) => name.includes('before-upgrade'));
    expect(aside).toHaveLength(1);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ version: profilesVersion });
  });
});

describe('backups', () => {
  const named = (name: string): ProfilesDocument => ({
    version: profilesVersion,
    profiles: [profile({ id: name })],
  });
  const backup = (number: number): unknown =>
    JSON.parse(readFileSync(folder.file(`profiles.bak${number}.json`), 'utf8'));

  it('are the present state and the beginnings of the last two runs that differ', () => {
    for (const name of ['first', 'second', 'third']) open().document.set(named(name));
    open().document.set(named('fourth'));
    expect([backup(1), backup(2), backup(3)]).toEqual(['fourth', 'third', 'second'].map(named));
    for (let start = 0; start < 5; start += 1) open();
    expect([backup(1), backup(2), backup(3)]).toEqual(['fourth', 'fourth', 'third'].map(named));
  });

  it('take the place of a file that has gone', () => {
    open().document.set(named('first'));
    rmSync(file());
    const { document, quarantined } = open();
    expect(document.get()).toEqual(named('first'));
    expect(quarantined).toBeNull();
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(named('first'));
  });

  it('are not made of secrets: what was forgotten must be gone', () => {
    const { document } = openDocument(folder.path, secretsKind, onTrouble);
    document.set({ version: 1, secrets: { kept: 'c2VhbGVk' } });
    document.set({ version: 1, secrets: {} });
    openDocument(folder.path, secretsKind, onTrouble);
    expect(readdirSync(folder.path)).toEqual(['secrets.json']);
    expect(readFileSync(folder.file('secrets.json'), 'utf8')).not.toContain('c2VhbGVk');
  });
});

describe('an older settings file', () => {
  const kind: DocumentKind<{ version: 3; names: string[] }> = {
    name: 'notes',
    schema: z.object({ version: z.literal(3), names: z.array(z.string()) }),
    steps: [
      ({ name }) => ({ name: String(name).trim() }),
      ({ name }) => ({ names: [String(name)] }),
    ],
    empty: { version: 3, names: [] },
    backups: 3,
  };

  it.each([
    ['of version 1', { version: 1, name: ' a ' }],
    ['of version 2', { version: 2, name: 'a' }],
  ])('%s is brought up to date step by step, and kept beside', (_name, older) => {
    writeFileSync(folder.file('notes.json'), JSON.stringify(older));
    const { document, quarantined } = openDocument(folder.path, kind, onTrouble);
    expect(document.get()).toEqual({ version: 3, names: ['a'] });
    expect(quarantined).toBeNull();
    expect(JSON.parse(readFileSync(folder.file('notes.json'), 'utf8'))).toEqual(document.get());
    const aside = readdirSync(folder.path).find((name) => name.includes('before-upgrade'));
    expect(JSON.parse(readFileSync(folder.file(aside ?? ''), 'utf8'))).toEqual(older);
  });
});

describe('a disk that cannot be written', () => {
  it('leaves the app with what it knows, tells once, and catches up when it is closed', () => {
    const { document } = open();
    document.set(sound);
    const before = readFileSync(file(), 'utf8');
    // A folder in the way of the temporary file fails for root too, whom permissions do not stop.
    chmodSync(folder.path, 0o500);
    const blocked = process.getuid?.() === 0 ? folder.file('profiles.bak1.json') : null;
    if (blocked !== null) replaceByFolder(blocked);
    const changed: ProfilesDocument = { version: profilesVersion, profiles: [] };
    document.set(changed);
    document.set(changed);
    expect(document.get()).toEqual(changed);
    expect(troubles).toHaveLength(1);
    expect([before, JSON.stringify(changed, undefined, '\t')]).toContain(
      readFileSync(file(), 'utf8'),
    );
    chmodSync(folder.path, 0o700);
    if (blocked !== null) removeFolder(blocked);
    document.close();
    expect(troubles).toEqual([expect.anything(), null]);
    expect(open().document.get()).toEqual(changed);
  });
});

function replaceByFolder(path: string): void {
  removeFolder(path);
  mkdirSync(path);
}

function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
