import './electron-store-under-node';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ProfilesDocument,
  profilesKind,
  profilesVersion,
} from '../../../electron/storage/documents';
import { openDocument, SettingsRefused } from '../../../electron/storage/open-document';
import { readDocument } from '../../../electron/storage/read-document';
import { temporaryFolder } from '../../support/temp-folder';
import { profile } from '../app/builders';

const sound: ProfilesDocument = {
  version: profilesVersion,
  profiles: [profile({ id: 'kept', name: 'Ж — 터널' }), profile({ id: 'other' })],
};
const text = Buffer.from(JSON.stringify(sound, undefined, '\t'));

/** The same numbers every time (mulberry32), so that a failure can be looked at again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const next = random(12);
const somewhere = () => Math.floor(next() * text.length);

function spliced(at: number, remove: number, insert: Buffer): Buffer {
  return Buffer.concat([text.subarray(0, at), insert, text.subarray(at + remove)]);
}

const wicked = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
const mutations: [string, Buffer][] = [
  ...Array.from({ length: 100 }, (_, share): [string, Buffer] => [
    `cut at ${share} %`,
    text.subarray(0, Math.floor((text.length * share) / 100)),
  ]),
  ...Array.from({ length: 50 }, (_, turn): [string, Buffer] => {
    const at = somewhere();
    const bit = 1 << Math.floor(next() * 8);
    return [`bit flip ${turn} at ${at}`, spliced(at, 1, Buffer.from([(text[at] ?? 0) ^ bit]))];
  }),
  ...Array.from({ length: 20 }, (_, turn): [string, Buffer] => {
    const at = somewhere();
    return [`zeros ${turn} at ${at}`, spliced(at, 512, Buffer.alloc(512))];
  }),
  ...Array.from({ length: 15 }, (_, turn): [string, Buffer] => {
    const [from, to] = [somewhere(), somewhere()];
    return [`a piece moved, ${turn}`, spliced(to, 64, text.subarray(from, from + 64))];
  }),
  ...wicked.map((name): [string, Buffer] => [
    `${name} as a key`,
    spliced(1, 0, Buffer.from(`"${name}":{"polluted":true},`)),
  ]),
  ...wicked.map((name): [string, Buffer] => [
    `${name} inside a tunnel`,
    Buffer.from(text.toString().replace('"id"', `"${name}":{"polluted":true},"id"`)),
  ]),
  ['a byte-order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text])],
  ['UTF-16', Buffer.from(text.toString(), 'utf16le')],
  ['NULs behind', Buffer.concat([text, Buffer.alloc(4_096)])],
  ['nesting without end', Buffer.from('['.repeat(100_000))],
  ['a number beyond all', Buffer.from(text.toString().replace('8157', '1e999'))],
];

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder('culvert-mutations-');
});
afterEach(() => folder.remove());

describe(`FLT-12: ${mutations.length} ways to damage a settings file`, () => {
  it('are at least 200', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(200);
  });

  it.each(mutations)('%s', (_what, damaged) => {
    const path = folder.file('profiles.json');
    const open = () => openDocument(folder.path, profilesKind, (error) => expect(error).toBeNull());
    open().document.set(sound);
    writeFileSync(path, damaged);
    const judged = readDocument(path, profilesKind);
    if (judged.outcome === 'newer') {
      // A flipped digit of the version looks like a later Culvert's file, which is left alone.
      expect(open).toThrow(SettingsRefused);
      expect(readFileSync(path)).toEqual(damaged);
      return;
    }
    const { document, quarantined } = open();
    if (judged.outcome === 'valid') expect(document.get()).toEqual(judged.value);
    else {
      expect(document.get()).toEqual(sound);
      expect(readFileSync(folder.file(quarantined ?? ''))).toEqual(damaged);
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(JSON.stringify(document.get())).not.toContain('polluted');
    // Keys that nobody knows stay in a sound file until it is written next.
    expect(readDocument(path, profilesKind)).toMatchObject({ value: document.get() });
  });
});
