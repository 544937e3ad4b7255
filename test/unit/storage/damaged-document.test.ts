import './electron-store-under-node';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ProfilesDocument,
  profilesKind,
  profilesVersion,
  secretsKind,
} from '../../../electron/storage/documents';
import { openDocument } from '../../../electron/storage/open-document';
import { temporaryFolder } from '../../support/temp-folder';
import { profile } from '../app/builders';

let folder: ReturnType<typeof temporaryFolder>;
const onTrouble = (): void => undefined;
const open = () => openDocument(folder.path, profilesKind, onTrouble);
const file = (): string => folder.file('profiles.json');
const sound: ProfilesDocument = { version: profilesVersion, profiles: [profile({ id: 'kept' })] };

beforeEach(() => {
  folder = temporaryFolder('culvert-settings-');
});
afterEach(() => folder.remove());

const text = JSON.stringify(sound);
const damages: [string, string | Buffer][] = [
  ...Array.from({ length: 20 }, (_, index): [string, string] => {
    const share = index * 5;
    return [`cut at ${share} %`, text.slice(0, Math.floor((text.length * share) / 100))];
  }),
  ['zeros', Buffer.alloc(text.length)],
  ['a NUL inside', text.replace('kept', 'ke\0pt')],
  ['UTF-16', Buffer.from(text, 'utf16le')],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['a list', '[]'],
  ['a word', '"profiles"'],
  ['null', 'null'],
  ['no version', JSON.stringify({ profiles: [] })],
  ['a version of 0', JSON.stringify({ version: 0, profiles: [] })],
  ['a version in words', JSON.stringify({ version: '1', profiles: [] })],
  ['half a version', JSON.stringify({ version: 1.5, profiles: [] })],
  ['a huge number as port', text.replace(/"port":\d+/, '"port":1e400')],
  ['a port out of range', text.replace(/"port":\d+/, '"port":65536')],
  ['a listener on all addresses', text.replace('127.0.0.1', '0.0.0.0')],
  ['no profiles', JSON.stringify({ version: 1 })],
  ['profiles that are none', JSON.stringify({ version: profilesVersion, profiles: [1, 2] })],
  ['an id that leads elsewhere', text.replace('"kept"', '"../kept"')],
  ['trailing text', `${text}x`],
];

describe('a damaged settings file', () => {
  it.each(damages)('%s: is set aside whole, and the backup takes its place', (_name, damage) => {
    open().document.set(sound);
    writeFileSync(file(), damage);
    const { document, quarantined } = open();
    expect(document.get()).toEqual(sound);
    expect(quarantined).toMatch(/^profiles\.corrupt-[\dTZ-]+\.json$/);
    expect(readFileSync(folder.file(quarantined ?? ''))).toEqual(Buffer.from(damage));
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(sound);
  });

  it('without a backup leaves an app with nothing stored, which can store again', () => {
    writeFileSync(file(), '{"version":1,');
    const { document, quarantined } = open();
    expect(document.get()).toEqual(profilesKind.empty);
    document.set(sound);
    expect(open().document.get()).toEqual(sound);
    expect(existsSync(folder.file(quarantined ?? ''))).toBe(true);
  });

  it('falls back to an older backup when the newest is damaged too', () => {
    open().document.set(sound);
    open();
    writeFileSync(file(), '');
    writeFileSync(folder.file('profiles.bak1.json'), '{');
    expect(open().document.get()).toEqual(sound);
  });

  it('cannot reach what every object inherits', () => {
    const wicked = `{"version":1,"profiles":[],"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}`;
    writeFileSync(file(), wicked);
    const { document } = open();
    expect(document.get()).toEqual(profilesKind.empty);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
    writeFileSync(
      folder.file('secrets.json'),
      '{"version":1,"secrets":{"__proto__":{"x":"eA=="}}}',
    );
    const secrets = openDocument(folder.path, secretsKind, onTrouble).document.get().secrets;
    expect(Reflect.get(secrets, 'x')).toBeUndefined();
  });
});
