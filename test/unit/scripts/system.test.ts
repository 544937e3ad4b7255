import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { missingLibraries } from '../../../scripts/lib/shared-libraries.mjs';
import { placeOfEntry } from '../../../scripts/runtime/registry-binary.mjs';
import { requireNode } from '../../../scripts/setup.mjs';
import { missingPackages } from '../../../scripts/system-packages.mjs';

describe('requireNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.12.1'])('accepts %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
  it.each(['18.20.4', '20.18.3', '20.9.0', '8.0.0'])('refuses %s in words', (version) => {
    expect(() => requireNode(version)).toThrow(`this is Node ${version}`);
  });
});

describe('missingPackages', () => {
  const everything = missingPackages('');

  it('asks for everything on an empty system and for nothing on a full one', () => {
    expect(everything).toContain('openssh-server');
    const full = everything.map((name) => `ii  ${name}:amd64  1.0  amd64  words`).join('\n');
    expect(missingPackages(full)).toEqual([]);
  });

  it('takes a library under its newer name', () => {
    expect(missingPackages('ii  libasound2t64:amd64 1.2 amd64 x')).not.toContain('libasound2');
  });

  it('does not take what was removed but left its settings', () => {
    expect(missingPackages('rc  curl  7.88  amd64  words')).toContain('curl');
  });
});

describe('missingLibraries', () => {
  it.runIf(process.platform === 'linux')('finds nothing missing in a program that runs', () => {
    const report = execFileSync('ldd', ['/bin/sh'], { encoding: 'utf8' });
    expect(report).toContain('libc.so');
    expect(missingLibraries(report)).toEqual({ libraries: [], packages: [] });
  });

  it('names libraries and the packages that hold them', () => {
    const report = [
      '\tlibnss3.so => not found',
      '\tlibnssutil3.so => not found',
      '\tlibdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f)',
      '\tlibunheard.so.9 => not found',
    ].join('\n');
    expect(missingLibraries(report)).toEqual({
      libraries: ['libnss3.so', 'libnssutil3.so', 'libunheard.so.9'],
      packages: ['libnss3'],
    });
  });
});

describe('placeOfEntry', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/locales/ko.pak', 'locales/ko.pak'],
    ['Cypress/libffmpeg.so', 'libffmpeg.so'],
    ['Cypress/resources/app/package.json', null],
    ['Cypress/browser_v8_context_snapshot.bin', null],
    ['elsewhere/file', null],
  ])('%s goes to %s', (entry, place) => {
    expect(placeOfEntry(entry)).toBe(place);
  });
});
