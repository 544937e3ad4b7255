import { execFileSync, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownKeys } from '../../electron/ssh/trust/known-hosts';
import { temporaryFolder } from '../support/temp-folder';

/** How many lists are made up; the long form is run with CULVERT_ORACLE_FILES=5000. */
const lists = Number(process.env['CULVERT_ORACLE_FILES'] ?? 200);
const hostsPerList = 4;

const folder = temporaryFolder('culvert-oracle-');
afterAll(() => folder.remove());

const names = [
  'bastion.example',
  'a.example',
  'x',
  '10.0.0.1',
  '10.0.0.23',
  '::1',
  'ip-10-0-1-23.ap-northeast-2.compute.internal',
  '[bastion.example]:2222',
  '[10.0.0.1]:22022',
  '[::1]:2022',
];

/** Public keys made by ssh-keygen, as `type base64`. */
const keys: string[] = [];

beforeAll(() => {
  const kinds: [string, string][] = [
    ['ed25519', '256'],
    ['ed25519', '256'],
    ['ecdsa', '256'],
    ['ecdsa', '384'],
    ['ecdsa', '521'],
    ['rsa', '2048'],
    ['rsa', '1024'],
    ['dsa', '1024'],
  ];
  kinds.forEach(([type, bits], index) => {
    const file = folder.file(`key${index}`);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-b', bits, '-N', '', '-f', file]);
    keys.push(readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' '));
  });
});

/** A small generator with a seed (mulberry32), so that a disagreement can be seen again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Dice {
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  below(limit: number): number;
}

function dice(seed: number): Dice {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    chance: (probability) => random() < probability,
    below,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
  };
}

/** A name turned into a pattern that often still covers it. */
function pattern(roll: Dice): string {
  const name = roll.pick(names);
  const at = roll.below(name.length);
  const shapes = [
    name,
    name,
    name.toUpperCase(),
    `${name.slice(0, at)}*`,
    `*${name.slice(at)}`,
    `${name.slice(0, at)}?${name.slice(at + 1)}`,
    `${name.slice(0, at)}*?*${name.slice(at + 2)}`,
    '*',
    '[*]:2222',
    '',
    'nobody',
    'n'.repeat(roll.pick([1022, 1023, 1024])),
  ];
  return (roll.chance(0.2) ? '!' : '') + roll.pick(shapes);
}

function hashed(roll: Dice): string {
  const salt = Buffer.alloc(roll.chance(0.9) ? 20 : 19, roll.below(256));
  const digest = createHmac('sha1', salt).update(roll.pick(names)).digest('base64');
  const whole = `|1|${salt.toString('base64')}|${digest}`;
  return roll.pick([whole, whole, whole, whole.slice(0, -1), `${whole},x`, `|2${whole.slice(2)}`]);
}

function keyText(roll: Dice): string {
  const key = roll.pick(keys);
  const [type = '', blob = ''] = key.split(' ');
  const [otherType = ''] = roll.pick(keys).split(' ');
  return roll.pick([
    ...Array<string>(8).fill(key),
    `${key} a comment # of words`,
    `${key}\r`,
    `${type}\t ${blob}\tcomment`,
    `${otherType} ${blob}`,
    `${type} ${blob.slice(0, -4)}`,
    `${type} ${blob}AAAA`,
    `${type} ${blob.slice(0, 30)}!${blob.slice(31)}`,
    `${type} ${blob.replace(/=*$/, '')}`,
    `ssh-unheard-of ${blob}`,
    '1024 35 123456789012345678901234567890',
    type,
    '# a comment',
    '',
  ]);
}

function line(roll: Dice): string {
  if (roll.chance(0.08)) return roll.pick(['', '# comment', '   ', '\t# x', '\r', 'garbage']);
  const hosts = roll.chance(0.3)
    ? hashed(roll)
    : Array.from({ length: 1 + roll.below(3) }, () => pattern(roll)).join(',');
  const marker = roll.chance(0.3)
    ? roll.pick(['@revoked ', '@cert-authority ', '@revoked \t', '@revoked\t', '@lost ', '@ ']) +
      (roll.chance(0.1) ? '@revoked ' : '')
    : '';
  const indent = roll.chance(0.1) ? roll.pick([' ', '\t', ' \t ']) : '';
  return `${indent}${marker}${hosts}${roll.pick([' ', ' ', '\t', '  \t'])}${keyText(roll)}`;
}

function list(roll: Dice): string {
  const lines = Array.from({ length: 1 + roll.below(14) }, () => line(roll));
  return lines.join('\n') + (roll.chance(0.5) ? '\n' : '');
}

interface Found {
  line: number;
  marker: string;
  fingerprint: string;
}

const markerNames = { none: '', revoked: 'REVOKED', 'cert-authority': 'CA' };

function foundByUs(file: string, name: string): Found[] {
  return knownKeys(readFileSync(file), name).map((known) => ({
    line: known.line,
    marker: markerNames[known.marker],
    fingerprint: known.key.fingerprint,
  }));
}

function foundBySshKeygen(file: string, name: string): Found[] {
  const run = spawnSync('ssh-keygen', ['-l', '-F', name, '-f', file], { encoding: 'latin1' });
  if (run.status !== 0 && run.status !== 1) throw new Error(`ssh-keygen: ${run.stderr}`);
  const pattern = /^# Host .* found: line (\d+) ?(\w*)\n\S+ \S+ (SHA256:\S+)/gm;
  return [...run.stdout.matchAll(pattern)].map(([, number, marker = '', fingerprint = '']) => ({
    line: Number(number),
    marker,
    fingerprint,
  }));
}

describe('SEC-06: known_hosts as ssh-keygen -F reads it', () => {
  it(`agrees on ${lists} made-up lists for ${hostsPerList} hosts each`, {
    timeout: 600_000,
  }, () => {
    let found = 0;
    const markersSeen = new Set<string>();
    for (let seed = 1; seed <= lists; seed++) {
      const roll = dice(seed);
      const file = folder.file('list');
      writeFileSync(file, list(roll), 'latin1');
      for (let count = 0; count < hostsPerList; count++) {
        const name = roll.pick(names);
        const expected = foundBySshKeygen(file, name);
        expect(foundByUs(file, name), `seed ${seed}, host ${name}`).toEqual(expected);
        found += expected.length;
        for (const { marker } of expected) markersSeen.add(marker);
      }
    }
    // The lists must be worth asking about: enough lines that speak of a host, of every kind.
    expect(found).toBeGreaterThan(lists);
    expect([...markersSeen].sort()).toEqual(['', 'CA', 'REVOKED']);
  });

  it('agrees on lists hashed by ssh-keygen -H', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const roll = dice(seed + 1_000_000);
      const file = folder.file(`hashed${seed}`);
      const known = Array.from({ length: 6 }, () => `${roll.pick(names)} ${roll.pick(keys)}`);
      writeFileSync(file, `${known.join('\n')}\n`);
      execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
      expect(readFileSync(file, 'utf8')).not.toMatch(/example|10\.0/);
      for (const name of names) {
        const expected = known.filter((text) => text.startsWith(`${name} `)).length;
        expect(foundByUs(file, name)).toHaveLength(expected);
        expect(foundByUs(file, name)).toEqual(foundBySshKeygen(file, name));
      }
    }
  });
});
