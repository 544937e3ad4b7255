import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { profilesVersion } from '../../../electron/storage/documents';
import { openSettings } from '../../../electron/storage/settings';
import { profile } from '../app/builders';

/** What the program prints at the end of a run with trouble. */
export interface TroubleReport {
  /** Generations of the file on disk: before, and after each write that could not be made. */
  readonly before: number;
  readonly during: readonly number[];
  /** What the app went by meanwhile. */
  readonly memory: number;
  /** One entry for each time something was told: the system's code, or null for "mended". */
  readonly told: readonly (string | null)[];
  readonly after: number;
}

/** What a file of an earlier version comes to where there is no room to write it anew. */
export interface UpgradeReport {
  /** What the app has to go by, at this start and at the next one. */
  readonly starts: readonly (readonly string[])[];
  /** Whether the file is still what it was, after each of them. */
  readonly kept: readonly boolean[];
}

// Run as a program of its own: storage-program FOLDER loop | full | read-only | upgrade
const [folder = '', mode = ''] = process.argv.slice(2);
const told: (string | null)[] = [];
const settings = openSettings(folder, (error) => {
  told.push(error instanceof Error && 'code' in error ? String(error.code) : null);
});

/** Twenty tunnels of one generation, so that a mixture of two would show. */
function documentOf(generation: number) {
  const profiles = Array.from({ length: 20 }, (_, index) =>
    profile({ id: `tunnel-${index}`, name: `generation ${generation}` }),
  );
  return { version: profilesVersion, profiles } as const;
}

function generationIn(document: { readonly profiles: readonly { readonly name: string }[] }) {
  return Number(document.profiles[0]?.name.replace('generation ', '') ?? 0);
}

function onDisk(): number {
  return generationIn(JSON.parse(readFileSync(join(folder, 'profiles.json'), 'utf8')));
}

function writeForEver(): void {
  let generation = generationIn(settings.profiles.get());
  const { quarantined } = settings;
  process.stdout.write(`${JSON.stringify({ generation, quarantined })}\n`);
  for (;;) {
    generation += 1;
    settings.profiles.set(documentOf(generation));
    settings.secrets.set({ version: 1, secrets: { tunnel: btoa(String(generation)) } });
  }
}

/** Takes the disk away, changes settings a hundred times, and gives it back. */
function report(takeAway: () => void, giveBack: () => void): TroubleReport {
  settings.profiles.set(documentOf(1));
  const before = onDisk();
  takeAway();
  const during: number[] = [];
  for (let generation = 2; generation <= 101; generation++) {
    settings.profiles.set(documentOf(generation));
    during.push(onDisk());
  }
  const memory = generationIn(settings.profiles.get());
  giveBack();
  settings.close();
  return { before, during, memory, told, after: onDisk() };
}

function upgradeReport(): UpgradeReport {
  const path = join(folder, 'profiles.json');
  const { cluster: _cluster, ...earlier } = profile({ id: 'earlier' });
  const text = JSON.stringify({ version: 4, profiles: [earlier] });
  writeFileSync(path, text);
  fill();
  const starts: string[][] = [];
  const kept: boolean[] = [];
  for (let start = 0; start < 2; start += 1) {
    const again = openSettings(folder, () => undefined);
    starts.push(again.profiles.get().profiles.map(({ id }) => id));
    again.close();
    kept.push(readFileSync(path, 'utf8') === text);
  }
  return { starts, kept };
}

const ballast = join(folder, 'ballast');
function fill(): void {
  for (const size of [4_096, 1]) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}

switch (mode) {
  case 'loop':
    writeForEver();
    break;
  case 'full':
    process.stdout.write(JSON.stringify(report(fill, () => rmSync(ballast))));
    break;
  case 'upgrade':
    process.stdout.write(JSON.stringify(upgradeReport()));
    break;
  case 'read-only': {
    const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, folder]);
    process.stdout.write(
      JSON.stringify(
        report(
          () => remount('ro'),
          () => remount('rw'),
        ),
      ),
    );
    break;
  }
  default:
    throw new Error(`no such mode: ${mode}`);
}
